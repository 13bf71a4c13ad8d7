// Reads and writes what was spent, in a transaction that holds the keys' locks, so that any number of processes
// count as one. Locks are taken in one order, and time is read after them.
import type { TransactionSql } from "postgres";
import type { Sql } from "#db/client.ts";
import { uuidOf } from "#db/schema/columns.ts";
import type { Id } from "#lib/shared/ids.ts";
import { counterId, type Ledger, type Spending } from "./ledger.ts";
import { oldestBucket, type Window } from "./windows.ts";

const PATIENCE_MS = 2_000;

/** The counters of one key that a decision needs. */
export interface Wanted {
  tenantId: Id<"ten">;
  keyId: Id<"key">;
  counters: readonly { meter: string; window: Window }[];
}

export interface Counters {
  nowMs: number;
  /** By key; a key without any spending has an empty ledger. */
  ledgers: Map<string, Ledger>;
}

/** The driver leaves times as text where typed queries share its pool; lists of times go as text too. */
type Moment = string | Date;

type Spent = readonly (Spending & { tenantId: Id<"ten">; keyId: Id<"key"> })[];

/**
 * Locks the keys, reads their counters, lets `decide` say what is spent, and writes it. `nowMs` replaces the
 * database's clock.
 */
export async function updateCounters(
  sql: Sql,
  wanted: readonly Wanted[],
  decide: (counters: Counters) => Spent,
  nowMs?: number,
): Promise<void> {
  await sql.begin(async (tx) => {
    const [, [locked]] = await Promise.all([
      tx`select set_config('role', 'keyhold_platform', true), set_config('statement_timeout', ${String(PATIENCE_MS)}, true)`,
      tx<[{ now: Moment }]>`
        select count(*) filter (where pg_advisory_xact_lock(id) is null), clock_timestamp() as now
        from unnest(${lockIds(wanted)}::bigint[]) as id`,
    ]);
    const now = nowMs ?? msOf(locked.now);
    const spent = decide({ nowMs: now, ledgers: await readLedgers(tx, wanted, now) });
    if (spent.length > 0) await write(tx, spent);
  });
}

/** One lock per key, from the random half of its id, in ascending order. */
function lockIds(wanted: readonly Wanted[]): string[] {
  const ids = wanted.map(({ keyId }) =>
    BigInt.asIntN(64, BigInt(`0x${uuidOf("key", keyId).replaceAll("-", "").slice(16)}`)),
  );
  return [...new Set(ids)].sort((a, b) => (a < b ? -1 : 1)).map(String);
}

async function readLedgers(
  tx: TransactionSql,
  wanted: readonly Wanted[],
  nowMs: number,
): Promise<Map<string, Ledger>> {
  const needs = wanted.flatMap(({ tenantId, keyId, counters }) =>
    counters.map((counter) => ({ tenantId, keyId, ...counter })),
  );
  const rows = await tx<{ need: number; bucket: Moment; spent: string; last_at: Moment }[]>`
    select n.need::int, c.bucket, c.spent, c.last_at
    from unnest(
      ${needs.map(({ tenantId }) => uuidOf("ten", tenantId))}::uuid[],
      ${needs.map(({ keyId }) => uuidOf("key", keyId))}::uuid[],
      ${needs.map(({ meter }) => meter)}::text[],
      ${needs.map(({ window }) => window)}::text[],
      ${needs.map(({ window }) => isoOf(oldestBucket(window, nowMs)))}::text[]
    ) with ordinality as n (tenant_id, key_id, meter, "window", oldest, need)
    join limit_counters c
      on c.tenant_id = n.tenant_id and c.key_id = n.key_id and c.meter = n.meter and c."window" = n."window"
     and c.bucket >= n.oldest::timestamptz`;
  const ledgers = new Map<string, Ledger>(wanted.map(({ keyId }) => [keyId, new Map()]));
  for (const row of rows) {
    const need = needs[row.need - 1];
    const ledger = need && ledgers.get(need.keyId);
    if (!ledger) continue;
    const id = counterId(need.meter, need.window);
    const counter = ledger.get(id) ?? new Map();
    const spent = Math.min(Number(row.spent), Number.MAX_SAFE_INTEGER);
    counter.set(msOf(row.bucket), { spent, lastMs: msOf(row.last_at) });
    ledger.set(id, counter);
  }
  return ledgers;
}

async function write(tx: TransactionSql, spent: Spent): Promise<void> {
  await tx`
    insert into limit_counters as c (tenant_id, key_id, meter, "window", bucket, spent, last_at)
    select n.tenant_id, n.key_id, n.meter, n."window", n.bucket::timestamptz, n.spent, n.last_at::timestamptz
    from unnest(
      ${spent.map(({ tenantId }) => uuidOf("ten", tenantId))}::uuid[],
      ${spent.map(({ keyId }) => uuidOf("key", keyId))}::uuid[],
      ${spent.map(({ meter }) => meter)}::text[],
      ${spent.map(({ window }) => window)}::text[],
      ${spent.map(({ bucketMs }) => isoOf(bucketMs))}::text[],
      ${spent.map(({ amount }) => String(amount))}::bigint[],
      ${spent.map(({ atMs }) => isoOf(atMs))}::text[]
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
