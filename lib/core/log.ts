// One logger for every process: JSON lines on stdout, with names that hold secrets cut out.
import pino from "pino";
import { readSettings } from "./env.ts";

const REDACT = ["secret", "key", "password", "token", "authorization", "cookie", "dsn"].flatMap((name) => [
  name,
  `*.${name}`,
]);

export type Log = pino.Logger;

/** A logger that stamps each line with the process it came from. */
export function createLog(process: string, level = readSettings().logLevel): Log {
  return pino({
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: REDACT, censor: "[redacted]" },
  });
}
