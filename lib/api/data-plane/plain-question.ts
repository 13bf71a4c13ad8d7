// Reads the body of POST /v1/keys/verify without a schema, which takes a tenth of the time. It only ever says yes: what
// it does not know to be right is for the schema to accept or to refuse in words.
import type { z } from "zod";
import { normalAddress } from "#lib/http/client-address.ts";
import {
  isAmount,
  isLabel,
  isScope,
  isTag,
  isUnits,
  SCOPES_AT_MOST,
  TAGS_AT_MOST,
  type VerifyRequest,
} from "./verify-request.ts";

export type PlainQuestion = z.output<typeof VerifyRequest>;

/** What the schema would make of the JSON in `text`; null when it is not plainly right. */
export function plainQuestion(text: string): PlainQuestion | null {
  const body = parsed(text);
  if (typeof body !== "object" || body === null || Array.isArray(body)) return null;
  const input: PlainQuestion = { key: "", scopes: [], cost: 1, units: {}, tags: [] };
  let hasKey = false;
  for (const name in body) {
    const value: unknown = (body as Record<string, unknown>)[name];
    if (name === "key" && typeof value === "string") {
      input.key = value;
      hasKey = true;
    } else if (name === "scopes" && isListOf(value, isScope, SCOPES_AT_MOST)) input.scopes = value;
    else if (name === "resource" && isLabel(value)) input.resource = value;
    else if (name === "ip" && typeof value === "string" && normalAddress(value) !== null) input.ip = value;
    else if (name === "userAgent" && isLabel(value)) input.userAgent = value;
    else if (name === "cost" && isAmount(value)) input.cost = value;
    else if (name === "units" && isUnits(value)) input.units = value;
    else if (name === "tags" && isListOf(value, isTag, TAGS_AT_MOST)) input.tags = value;
    else return null;
  }
  return hasKey ? input : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isListOf(value: unknown, isOne: (item: unknown) => boolean, atMost: number): value is string[] {
  return Array.isArray(value) && value.length <= atMost && value.every(isOne);
}
