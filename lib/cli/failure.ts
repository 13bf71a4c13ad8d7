// What a failure says on the terminal and which exit code it has: 2 usage, 3 not found, 4 refused, 5 conflict, 6 unavailable.
import { toDomainError } from "#lib/core/driver-errors.ts";
import { SettingsError } from "#lib/core/env.ts";
import { ERRORS } from "#lib/core/errors.ts";
import { KeyringError } from "#lib/crypto/keyring.ts";
import { isForOperators } from "#lib/processes/fail.ts";

export const EXIT = { usage: 2, notFound: 3, refused: 4, conflict: 5, unavailable: 6 } as const;

export interface Failure {
  code: string;
  message: string;
  fields?: Record<string, string>;
  exit: number;
}

/** Turns anything thrown into a failure that may be shown. */
export function toFailure(error: unknown): Failure {
  if (error instanceof SettingsError || error instanceof KeyringError)
    return { code: "settings", message: error.message, exit: EXIT.usage };
  if (isForOperators(error)) return { code: "unavailable", message: error.message, exit: EXIT.unavailable };
  const { code, message, fields } = toDomainError(error);
  return { code, message, ...(fields ? { fields } : {}), exit: ERRORS[code].exit };
}

/** A failure as lines for a person; where several fields are wrong, each has its own. */
export function describeFailure({ message, fields }: Failure): string {
  const wrong = Object.entries(fields ?? {});
  if (wrong.length < 2) return `error: ${message}\n`;
  return [
    "error: Several things are wrong.",
    ...wrong.map(([field, problem]) => `  ${field}: ${problem}`),
    "",
  ].join("\n");
}
