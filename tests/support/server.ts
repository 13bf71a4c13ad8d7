// Names that the set-up of a run and its test worlds agree on.
import { createHash } from "node:crypto";

export const TEMPLATE = "keyhold_template";
/** Looks random, for guessable ones are refused. */
export const DATABASE_PASSWORD = createHash("sha256").update("the tests' database").digest("base64");

/** The same server and user, another database. */
export function urlOf(url: string, database: string): string {
  const target = new URL(url);
  target.pathname = `/${database}`;
  return target.toString();
}
