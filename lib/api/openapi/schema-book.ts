// Collects the JSON Schemas of an OpenAPI document, made from the very zod schemas that parse and describe.
import { z } from "zod";

export type Json = Record<string, unknown>;

export interface SchemaBook {
  /** Writes a schema down under a name and returns the reference to it. */
  name(name: string, schema: z.ZodType, io: "input" | "output"): Json;
  /** The schema itself, for what is taken apart. */
  inline(name: string, schema: z.ZodType, io: "input" | "output"): Json;
  /** All that were written down, by name. */
  schemas: Record<string, Json>;
}

const ROOT = "#/components/schemas/";
const CONTROL_CHARACTERS = "\\u0000-\\u001f\\u007f-\\u009f";

export function schemaBook(): SchemaBook {
  const schemas: Record<string, Json> = {};
  const inline: SchemaBook["inline"] = (name, schema, io) => {
    const { $schema: _, $defs, ...body } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
    for (const [part, definition] of Object.entries($defs ?? {}))
      schemas[`${name}${part}`] = relocated(definition, name) as Json;
    return relocated(body, name) as Json;
  };
  return {
    schemas,
    inline,
    name(name, schema, io) {
      schemas[name] ??= inline(name, schema, io);
      return { $ref: ROOT + name };
    },
  };
}

/** Control characters by their numbers: not every reader of patterns knows classes of Unicode. */
function widelyKnown(pattern: string): string {
  return pattern.replaceAll("\\P{Cc}", `[^${CONTROL_CHARACTERS}]`).replaceAll("\\p{Cc}", CONTROL_CHARACTERS);
}

/** References within one schema, as references within the whole document. */
function relocated(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => relocated(item, name));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => {
    if (typeof item !== "string") return [key, relocated(item, name)];
    if (key === "$ref") return [key, item.replace("#/$defs/", `${ROOT}${name}`)];
    return [key, key === "pattern" ? widelyKnown(item) : item];
  });
  return Object.fromEntries(entries);
}
