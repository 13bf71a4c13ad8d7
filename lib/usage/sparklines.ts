// The last seven days of many keys, day by day, in one query.
import { sql } from "drizzle-orm";
import { z } from "zod";
import { uuidOf } from "#db/schema/columns.ts";
import { keys, usageQuarterHours as usage } from "#db/schema/index.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { encodeId, type Id } from "#lib/shared/ids.ts";
import { listBuckets } from "./buckets.ts";
import { idOf } from "./id-of.ts";
import { tenantZone } from "./queries.ts";
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
  const asText = (values: string[]) => `{${values.join(",")}}`;
  const wanted = asText(keyIds.map((id) => uuidOf("key", id)));
  const rows = await tx.execute<{ key: string; day: number; calls: number }>(sql`
    select ${usage.keyId}::text as key,
           width_bucket(${usage.bucket}, (select ${asText(starts.map((start) => start.toISOString()))}::text::timestamptz[])) - 1 as day,
           sum(${usage.calls})::float8 as calls
    from ${usage}
    where (${usage.tenantId}, ${usage.keyId}) in
            (select ${keys.tenantId}, ${keys.id} from ${keys} where ${keys.id} = any (${wanted}::text::uuid[]))
      and ${usage.bucket} >= ${range.from.toISOString()}::timestamptz and ${usage.bucket} < ${now.toISOString()}::timestamptz
    group by 1, 2`);
  for (const { key, day, calls } of rows) {
    const line = lines[encodeId("key", key)];
    if (line) line[day] = calls;
  }
  return lines;
}
