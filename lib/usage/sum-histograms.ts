// Histograms of roll-ups, added up slot by slot: taking them apart first would cost several times as much.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/tenant.ts";
import { LATENCY_BOUNDS } from "#lib/shared/latency-bounds.ts";
import { addSums, lessSum, NO_SUM, type Sum } from "./metric.ts";
import { rowsOf } from "./prepared.ts";
import type { GroupSum } from "./sum-by-bucket.ts";

const SUMS = sql.raw(
  Array.from({ length: LATENCY_BOUNDS.length + 1 }, (_, slot) => `sum(counts[${slot + 1}]::float8)`).join(
    ", ",
  ),
);

interface Row extends Record<string, unknown> {
  bucket: number;
  noon: number | null;
  group: string | null;
  counts: (number | null)[];
}

/** Of selects as `partsOf` makes them. The groups with the most calls stand alone, the rest under null. */
export async function histograms(tx: Tx, parts: SQL, most: number): Promise<GroupSum[]> {
  const rows = await rowsOf<Row>(
    tx,
    sql`
    select bucket, noon, grp::text as "group", to_json(array[${SUMS}]) as counts from (${parts}) as u group by 1, 2, 3`,
  );
  const groups = [...Map.groupBy(rows, ({ group }) => group)].map(([group, theirs]) =>
    groupSum(group, theirs),
  );
  const top = groups
    .filter(({ group }) => group !== null)
    .toSorted((one, other) => other.calls - one.calls || (one.group! < other.group! ? -1 : 1))
    .slice(0, most);
  const rest = new Map<number, Sum>();
  for (const { buckets } of groups.filter((each) => !top.includes(each)))
    for (const [bucket, sum] of buckets) rest.set(bucket, addSums(rest.get(bucket) ?? NO_SUM, sum));
  return [...top, { group: null, buckets: rest }]
    .flatMap(({ group, buckets }) => [...buckets].map(([bucket, sum]) => ({ bucket, group, ...sum })))
    .filter(({ calls }) => calls !== 0);
}

function groupSum(group: string | null, rows: readonly Row[]) {
  const buckets = new Map<number, Sum>();
  let calls = 0;
  for (const { bucket, noon, counts } of rows) {
    const sum = sumOf(counts);
    buckets.set(bucket, addSums(buckets.get(bucket) ?? NO_SUM, sum));
    // Counted there with its day, which may be further down.
    if (noon !== null) buckets.set(noon, lessSum(buckets.get(noon) ?? NO_SUM, sum));
    else calls += sum.calls;
  }
  return { group, buckets, calls };
}

function sumOf(slots: readonly (number | null)[]): Sum {
  const counts = slots.map((count) => count ?? 0);
  const calls = counts.reduce((sum, count) => sum + count, 0);
  return { amount: calls, calls, counts };
}
