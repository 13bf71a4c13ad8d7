// Turns what came in into what a schema promises, or into one error that names every wrong field.
import type { z } from "zod";
import { DomainError, type FieldErrors } from "./errors.ts";

/** Parses `raw`. Throws `invalid_input` with a message per field path; a field that is not known is named too. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const fields: FieldErrors = {};
  for (const issue of result.error.issues) {
    const path = issue.path.map(String).join(".");
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) fields[path ? `${path}.${key}` : key] ??= "This field is not known.";
    } else {
      fields[path || "body"] ??= issue.message;
    }
  }
  const [first = "body"] = Object.keys(fields);
  throw new DomainError("invalid_input", `${first}: ${fields[first]}`, { fields });
}
