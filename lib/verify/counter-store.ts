// Reads and writes what was spent, in a transaction that holds their locks, so that any number of processes
// count as one. Locks are taken in one order, and time is read after them.
import type { TransactionSql } from "postgres";
import type { Sql } from "#db/client.ts";
import { uuidOf } from "#db/schema/columns.ts";
import type { Counted, Lease } from "./lease.ts";
import type { Change, Visit } from "./lease-batch.ts";
import type { Counter } from "./ledger.ts";
import { countsFrom, oldestBucket } from "./windows.ts";

const PATIENCE_MS = 2_000;
/** A process that has not been heard of for so many seconds has no part in limits. */
const NODE_SECONDS = 15;

/** The driver leaves times as text where typed queries share its pool; lists of times go as text too. */
type Moment = string | Date;

/**
 * Locks keys and tenants, reads their counters, lets `settle` say what changes, and writes it. `nowMs` is the process's own
 * clock; `databaseMs` replaces the database's.
 */
export async function visitCounters(
  sql: Sql,
  leases: readonly Lease[],
  settle: (visit: Visit) => readonly Change[],
  nowMs: () => number,
  databaseMs?: () => number,
): Promise<void> {
  await sql.begin(async (tx) => {
    const askedMs = nowMs();
    const [, [locked]] = await Promise.all([
      tx`select set_config('role', 'keyhold_platform', true), set_config('statement_timeout', ${String(PATIENCE_MS)}, true)`,
      tx<[{ now: Moment; nodes: number }]>`
        select count(*) filter (where pg_advisory_xact_lock(id) is null), clock_timestamp() as now,
               (select count(*)::int from nodes
                where ended_at is null and seen_at > clock_timestamp() - ${NODE_SECONDS} * interval '1 second') as nodes
        from unnest(${lockIds(leases)}::bigint[]) as id`,
    ]);
    const databaseNowMs = databaseMs?.() ?? msOf(locked.now);
    const counters = await readCounters(tx, leases, databaseNowMs);
    const changes = settle({
      nowMs: databaseNowMs,
      askedMs,
      nodes: Math.max(1, locked.nodes),
      counters,
    });
    if (changes.length > 0) await write(tx, changes);
  });
}

/** One lock per key or tenant, from the random half of its id, in ascending order. */
function lockIds(counters: readonly Counted[]): string[] {
  const ids = counters.map((counter) =>
    BigInt.asIntN(64, BigInt(`0x${subjectOf(counter).replaceAll("-", "").slice(16)}`)),
  );
  return [...new Set(ids)].sort((a, b) => (a < b ? -1 : 1)).map(String);
}

/** What stands in `key_id`: a counter of all keys of a tenant stands under the tenant's own id. */
function subjectOf({ per, subject }: Counted): string {
  return uuidOf(per ? "ten" : "key", subject);
}

async function readCounters(
  tx: TransactionSql,
  needs: readonly Lease[],
  nowMs: number,
): Promise<Map<Lease, Counter>> {
  const rows = await tx<{ need: number; bucket: Moment; spent: string; last_at: Moment }[]>`
    select n.need::int, c.bucket, c.spent, c.last_at
    from unnest(
      ${needs.map(({ tenantId }) => uuidOf("ten", tenantId))}::uuid[],
      ${needs.map(subjectOf)}::uuid[],
      ${needs.map(({ meter }) => meter)}::text[],
      ${needs.map(({ window }) => window)}::text[],
      ${needs.map(({ window }) => isoOf(oldestBucket(window, nowMs)))}::text[],
      ${needs.map(({ window }) => isoOf(countsFrom(window, nowMs) ?? 0))}::text[]
    ) with ordinality as n (tenant_id, key_id, meter, "window", oldest, counts_from, need)
    join limit_counters c
      on c.tenant_id = n.tenant_id and c.key_id = n.key_id and c.meter = n.meter and c."window" = n."window"
     and c.bucket >= n.oldest::timestamptz and c.last_at > n.counts_from::timestamptz`;
  const counters = new Map<Lease, Counter>(needs.map((lease) => [lease, new Map()]));
  for (const row of rows) {
    const spent = Math.min(Number(row.spent), Number.MAX_SAFE_INTEGER);
    counters.get(needs[row.need - 1] as Lease)?.set(msOf(row.bucket), { spent, lastMs: msOf(row.last_at) });
  }
  return counters;
}

async function write(tx: TransactionSql, changes: readonly Change[]): Promise<void> {
  await tx`
    insert into limit_counters as c (tenant_id, key_id, meter, "window", bucket, spent, last_at)
    select n.tenant_id, n.key_id, n.meter, n."window", n.bucket::timestamptz, n.spent, n.last_at::timestamptz
    from unnest(
      ${changes.map(({ tenantId }) => uuidOf("ten", tenantId))}::uuid[],
      ${changes.map(subjectOf)}::uuid[],
      ${changes.map(({ meter }) => meter)}::text[],
      ${changes.map(({ window }) => window)}::text[],
      ${changes.map(({ bucketMs }) => isoOf(bucketMs))}::text[],
      ${changes.map(({ amount }) => String(amount))}::bigint[],
      ${changes.map(({ lastMs }) => isoOf(lastMs))}::text[]
    ) as n (tenant_id, key_id, meter, "window", bucket, spent, last_at)
    on conflict (tenant_id, key_id, meter, "window", bucket)
    do update set spent = c.spent + excluded.spent, last_at = greatest(c.last_at, excluded.last_at)`;
}

function msOf(moment: Moment): number {
  return new Date(moment).getTime();
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
