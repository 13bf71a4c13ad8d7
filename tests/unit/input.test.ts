import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { DomainError } from "#lib/core/errors.ts";
import { parseInput } from "#lib/core/input.ts";

const schema = z.strictObject({
  name: z.string().min(1),
  limits: z.array(z.strictObject({ window: z.enum(["1m", "1h"]), limit: z.int().positive() })).optional(),
});

function fieldsOf(raw: unknown): Record<string, string> {
  try {
    parseInput(schema, raw);
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    expect((error as DomainError).code).toBe("invalid_input");
    return (error as DomainError).fields ?? {};
  }
  return expect.fail("the input was accepted");
}

describe("parseInput", () => {
  it("returns what the schema promises", () => {
    const input = { name: "a", limits: [{ window: "1m", limit: 5 }] };
    expect(parseInput(schema, input)).toEqual(input);
  });

  it("names every wrong field by its path, at once", () => {
    const fields = fieldsOf({
      name: "",
      limits: [
        { window: "1m", limit: 1 },
        { window: "2m", limit: -1 },
      ],
    });
    expect(Object.keys(fields).sort()).toEqual(["limits.1.limit", "limits.1.window", "name"]);
  });

  it("names fields that are not known, at any depth", () => {
    const fields = fieldsOf({ name: "a", colour: 1, limits: [{ window: "1m", limit: 1, extra: true }] });
    expect(fields).toEqual({
      colour: "This field is not known.",
      "limits.0.extra": "This field is not known.",
    });
  });

  it("speaks of the body when there is none to speak of", () => {
    for (const raw of [null, undefined, 7, "text", []]) expect(Object.keys(fieldsOf(raw))).toEqual(["body"]);
  });

  it("throws invalid_input with at least one field and nothing else, whatever comes in", () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        expect(Object.keys(fieldsOf(raw)).length).toBeGreaterThan(0);
      }),
    );
  });

  it("does not repeat the value in its message", () => {
    const fields = fieldsOf({ name: 5, limits: "kh_live_secret" });
    expect(JSON.stringify(fields)).not.toContain("kh_live_secret");
  });
});
