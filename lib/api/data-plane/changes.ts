// GET /v1/changes: what changed lately, for clients that remember answers of /v1/keys/verify for a moment.
// Answered from this node's memory; asked with `waitSeconds`, it answers as soon as there is news.
import { z } from "zod";
import { invalidField } from "#lib/core/errors.ts";
import { parseInput } from "#lib/core/input.ts";
import type { Handler } from "#lib/http/api-request.ts";
import { bearer } from "#lib/http/bearer.ts";
import { json } from "#lib/http/json.ts";
import type { Heard } from "#lib/verify/change-log.ts";
import type { ApiContext } from "../context.ts";
import { requireVerifier } from "./verify-key.ts";

const LONGEST_WAIT_SECONDS = 25;

const whole = (most: number, message: string) =>
  z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value <= most, message);

export const ChangesQuestion = z.strictObject({
  /** The `seq` of the answer before; left out at first. */
  after: whole(Number.MAX_SAFE_INTEGER, "Give the seq of an earlier answer.").optional(),
  waitSeconds: whole(
    LONGEST_WAIT_SECONDS,
    `Give whole seconds from 0 to ${LONGEST_WAIT_SECONDS}.`,
  ).optional(),
});

export const ChangesAnswer = z.strictObject({
  seq: z.int(),
  /** Anything may have changed: forget every remembered answer. */
  all: z.boolean(),
  /** Ids of keys and of tenants about which answers are to be forgotten. */
  keys: z.array(z.string()),
  tenants: z.array(z.string()),
  /** How long ago this node heard all changes, in milliseconds. */
  ageMs: z.int().nullable(),
});

export function changes({ authenticate, deps, changeLog, freshnessMs }: ApiContext): Handler {
  return async (request) => {
    const caller = await authenticate(bearer(request, deps.keyPrefix));
    requireVerifier(caller);
    const { after = null, waitSeconds = 0 } = parseInput(ChangesQuestion, onlyOnce(request.query));
    if (after !== null && waitSeconds > 0) await changeLog.news(after, waitSeconds * 1_000, request.signal);
    const ageMs = freshnessMs();
    return json({
      ...subjectsOf(changeLog.after(after), caller.tenantId === null),
      ageMs: Number.isFinite(ageMs) ? Math.round(ageMs) : null,
    });
  };
}

/** A tenant's token is told that there was a change, and not of whom: ids of others are none of its business. */
function subjectsOf({ seq, changes }: Heard, ofPlatform: boolean) {
  if (changes === "unknown") return { seq, all: true, keys: [], tenants: [] };
  const of = (kind: string) => [
    ...new Set(changes.filter((change) => change.kind === kind).map(({ subject }) => subject)),
  ];
  const [keys, tenants, all] = [of("key"), of("tenant"), of("plan").length > 0];
  if (ofPlatform && !all) return { seq, all, keys, tenants };
  return { seq, all: all || keys.length + tenants.length > 0, keys: [], tenants: [] };
}

function onlyOnce(query: URLSearchParams): Record<string, string> {
  for (const name of query.keys())
    if (query.getAll(name).length > 1) throw invalidField(name, "Give it once.");
  return Object.fromEntries(query);
}
