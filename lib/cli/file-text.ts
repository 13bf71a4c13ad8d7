// Files that are named to commands. "-" is what is piped in.
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { invalidField } from "#lib/core/errors.ts";

/** Throws `invalid_input` for a file that cannot be read. */
export async function textOf(file: string): Promise<string> {
  if (file === "-") return text(process.stdin);
  return readFile(file, "utf8").catch(() => {
    throw invalidField("file", `${file} cannot be read.`);
  });
}

/** A JSON object. Throws `invalid_input` for anything else. */
export async function objectOf(file: string): Promise<Record<string, unknown>> {
  const value = parsed(await textOf(file));
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw invalidField("file", `${file === "-" ? "What was piped in" : file} is no JSON object.`);
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
