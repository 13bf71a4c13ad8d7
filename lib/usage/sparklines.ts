// The last seven days of many keys, day by day, in one query.
import { z } from "zod";
import type { Tx } from "#db/tenant.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { listBuckets } from "./buckets.ts";
import { idOf } from "./id-of.ts";
import { usage } from "./postgres-usage.ts";
import { keyNames, tenantZone } from "./queries.ts";
import { resolveRange } from "./range.ts";
import { isZone } from "./zone.ts";

const MOST_KEYS = 200;

export const SparklineQuestion = z.strictObject({
  keyIds: z.array(idOf("key")).max(MOST_KEYS, `Ask for at most ${MOST_KEYS} keys.`),
  zone: z.string().refine(isZone, "Give an IANA time zone, such as Asia/Kolkata.").optional(),
});

/** Calls by day, today last, which is not over yet. */
export type Sparklines = Record<Id<"key">, number[]>;

/** Keys without calls are there too, with zeros. */
export async function readSparklines(
  { tx, now, tenantId }: QueryContext,
  { keyIds, zone }: z.output<typeof SparklineQuestion>,
): Promise<Sparklines> {
  if (keyIds.length === 0) return {};
  const range = resolveRange({ range: "7d" }, zone ?? (await tenantZone(tx, tenantId)), now);
  const starts = (await listBuckets(tx, { ...range, granularity: "1d" })).map(({ start }) => start);
  const lines = Object.fromEntries(keyIds.map((id) => [id, starts.map(() => 0)])) as Sparklines;
  const tenants = tenantId === PLATFORM_TENANT ? await tenantsOfKeys(tx, keyIds) : [tenantId];
  const filter = { from: range.from, to: now, now, tenants, keys: keyIds };
  const ask = { source: "calls", metric: "calls", by: "key", starts, most: MOST_KEYS } as const;
  for (const { group, bucket, calls } of (await usage.series(tx, filter, ask)).rows) {
    const line = lines[group as Id<"key">];
    if (line) line[bucket] = calls;
  }
  return lines;
}

/** With which indexes begin. */
async function tenantsOfKeys(tx: Tx, keyIds: Id<"key">[]): Promise<Id<"ten">[]> {
  return [...new Set((await keyNames(tx, keyIds)).map((key) => key.tenantId))];
}
