// Asks a database for a sign of life and says in one sentence what is wrong when there is none.
import { connect } from "#db/client.ts";
import { StartError } from "./fail.ts";

const SENTENCES: Record<string, (where: string) => string> = {
  ECONNREFUSED: (where) => `DATABASE_URL: nothing listens at ${where}; is PostgreSQL running?`,
  ENOTFOUND: (where) => `DATABASE_URL: the host of ${where} is not known.`,
  EAI_AGAIN: (where) => `DATABASE_URL: the host of ${where} cannot be looked up right now.`,
  ENOENT: (where) => `DATABASE_URL: there is no socket at ${where}; is PostgreSQL running?`,
  CONNECT_TIMEOUT: (where) => `DATABASE_URL: ${where} does not answer within 10 seconds.`,
  "28P01": (where) => `DATABASE_URL: ${where} refuses this user or password.`,
  "28000": (where) => `DATABASE_URL: ${where} does not let this user in.`,
  "3D000": (where) => `DATABASE_URL: ${where} has no database of that name; create it first.`,
  "53300": (where) => `DATABASE_URL: ${where} has no connection left for us.`,
  "42501": (where) =>
    `DATABASE_URL: this user of ${where} may not create tables and roles; use a superuser, or the database's owner with CREATEROLE.`,
};

/** Throws StartError when the database behind `dsn` cannot be used. Passwords never stand in the message. */
export async function checkDatabase(dsn: string): Promise<void> {
  if (!isDsn(dsn))
    throw new StartError("DATABASE_URL must look like postgres://user:password@host:5432/database.");
  const database = connect(dsn, { max: 1, name: "keyhold check" });
  try {
    await database.sql`select 1`;
  } catch (error) {
    throw databaseError(dsn, error);
  } finally {
    await database.close();
  }
}

/** What an error of the driver means to whoever set DATABASE_URL. */
export function databaseError(dsn: string, error: unknown): Error {
  const where = placeOf(dsn);
  const code = codeOf(error);
  const sentence = SENTENCES[code]?.(where);
  if (sentence) return new StartError(sentence);
  if (error instanceof Error && error.name !== "PostgresError") return error;
  return new StartError(`DATABASE_URL: ${where} cannot be used (${code || "unknown error"}).`);
}

/** The same for a service's own role, which exists only after migrating. */
export async function checkRole(dsn: string): Promise<void> {
  await checkDatabase(dsn).catch((error: Error) => {
    const isRefused = /refuses|does not let/.test(error.message);
    throw isRefused
      ? new StartError("The database does not know this installation's roles; run npm run migrate first.")
      : error;
  });
}

function codeOf(error: unknown): string {
  const { code, errors, cause } = error as { code?: string; errors?: unknown[]; cause?: unknown };
  if (code) return code;
  const inner = errors?.[0] ?? cause;
  return inner ? codeOf(inner) : "";
}

function isDsn(dsn: string): boolean {
  return URL.canParse(dsn) && /^postgres(ql)?:$/.test(new URL(dsn).protocol);
}

function placeOf(dsn: string): string {
  const url = new URL(dsn);
  return url.searchParams.get("host") ?? `${url.hostname}:${url.port || 5432}`;
}
