// The last words of a process that cannot go on: one sentence for what an operator can mend, and for the rest
// where it happened, without messages of the database driver, which carry values.

/** Tells the supervisor that starting again would fail in the same way (EX_CONFIG of sysexits.h). */
export const EXIT_CONFIG = 78;

/** Keyhold cannot start or go on; the message is fit to be shown to an operator. */
export class StartError extends Error {}

/** By name, so that a service which ends does not first load the modules that could have failed. */
const FOR_OPERATORS = new Set([
  "StartError",
  "SettingsError",
  "EmbeddedError",
  "MigrationError",
  "KeyringError",
]);

/** Whether an error is a sentence for the operator. */
export function isForOperators(error: unknown): error is Error {
  return error instanceof Error && FOR_OPERATORS.has(error.constructor.name);
}

/** What to print about an error: its sentence, or its kind and place. */
export function lastWords(error: unknown): string {
  if (isForOperators(error)) return error.message;
  if (!(error instanceof Error)) return "Keyhold stopped for an unknown reason.";
  const { code } = error as NodeJS.ErrnoException;
  const kind = [error.name, code].filter(Boolean).join(" ");
  return `Keyhold stopped: ${kind}${fromDriver(error) ? "" : `: ${error.message}`}\n${placeOf(error)}`;
}

/** Prints the last words and ends the process. */
export function fail(error: unknown, exitCode = 1): never {
  process.stderr.write(`${lastWords(error)}\n`);
  process.exit(exitCode);
}

function fromDriver(error: Error): boolean {
  return (
    ["PostgresError", "DrizzleQueryError"].includes(error.name) || error.message.startsWith("Failed query")
  );
}

function placeOf(error: Error): string {
  const frames = (error.stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
  return frames.slice(0, 8).join("\n");
}
