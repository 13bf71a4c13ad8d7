// Errors of the database driver carry statements and bound parameters. Here they become errors that may be shown.
import { DomainError } from "./errors.ts";

const AWAY = new Set([
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "53300",
]);

const UNIQUE: Record<string, string> = {
  users_email: "A user with this e-mail address exists already.",
  tenants_client_id: "This client id is taken, or was used before.",
  saved_views_name: "You have a view of this name here already.",
  plans_slug: "A plan with this slug exists already.",
  secrets_digest: "This secret cannot be used. Choose another.",
  secrets_lookup: "This secret cannot be used. Choose another.",
  secrets_imported_digest: "Some of these keys were imported at the same moment. Import them again.",
};

/** What Postgres says of U+0000, in text and in JSON; every other character of a string in JavaScript it takes. */
const NUL = new Set(["22021", "22P05"]);

interface DriverFault {
  code: string;
  constraint: string | undefined;
}

/** Turns any thrown value into a DomainError; one that is a DomainError already comes back as it is. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const fault = driverFault(error);
  if (!fault) return new DomainError("internal", "Something went wrong on our side.", { cause: error });
  if (AWAY.has(fault.code))
    return new DomainError("unavailable", "The database cannot be reached right now.");
  if (NUL.has(fault.code))
    return new DomainError("invalid_input", "Leave out the character U+0000; text cannot hold it.");
  if (fault.code === "23505") {
    const message = (fault.constraint && UNIQUE[fault.constraint]) || "This exists already.";
    return new DomainError("conflict", message);
  }
  const cause = new Error(`database error ${fault.code}${fault.constraint ? ` on ${fault.constraint}` : ""}`);
  return new DomainError("internal", "Something went wrong on our side.", { cause });
}

/** The code and constraint of a driver's error, also inside the wrapper that the query builder puts around it. */
function driverFault(error: unknown): DriverFault | null {
  if (!(error instanceof Error)) return null;
  const { code, constraint_name: constraint, query } = error as Error & Record<string, unknown>;
  if (typeof code === "string")
    return { code, constraint: typeof constraint === "string" ? constraint : undefined };
  if (error.cause !== undefined) return driverFault(error.cause);
  return typeof query === "string" ? { code: "unknown", constraint: undefined } : null;
}
