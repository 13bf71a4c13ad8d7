// What Postgres says about itself, as far as the platform's role may ask.
import { and, count, eq, isNull, max, min, sql } from "drizzle-orm";
import {
  mails,
  usageProofs as proofs,
  tenants,
  tenantQuarterHours as usage,
  users,
} from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";

export interface DatabaseFacts {
  version: string;
  bytes: number;
  connections: number;
  mostConnections: number;
}

export async function databaseFacts(tx: Tx): Promise<DatabaseFacts> {
  const [row] = await tx.execute<DatabaseFacts & Record<string, unknown>>(sql`
    select current_setting('server_version') as version,
           pg_database_size(current_database())::float8 as bytes,
           (select count(*) from pg_stat_activity where datname = current_database())::int as connections,
           current_setting('max_connections')::int as "mostConnections"`);
  return row!;
}

/** Connections of Keyhold's own processes, by the role that each kind logs in as. */
export async function processConnections(tx: Tx): Promise<{ role: string; connections: number }[]> {
  return tx.execute<{ role: string; connections: number }>(sql`
    select substr(usename, 9) as role, count(*)::int as connections from pg_stat_activity
    where datname = current_database() and usename in ('keyhold_web', 'keyhold_api', 'keyhold_worker')
    group by usename order by usename`);
}

export async function migrationsApplied(tx: Tx): Promise<{ applied: number; lastMillis: number | null }> {
  const [row] = await tx.execute<{ applied: number; lastMillis: number | null }>(sql`
    select count(*)::int as applied, max(created_at)::float8 as "lastMillis" from drizzle.__drizzle_migrations`);
  return row ?? { applied: 0, lastMillis: null };
}

export interface PartitionFacts {
  days: number;
  firstDay: string | null;
  lastDay: string | null;
  bytes: number;
  /** Bytes of the partition that catches what has no day of its own. */
  strayBytes: number;
}

/** The daily partitions of the events. Days are "2026-03-29". */
export async function eventPartitions(tx: Tx): Promise<PartitionFacts> {
  const [row] = await tx.execute<PartitionFacts & Record<string, unknown>>(sql`
    with parts as (
      select c.relname, pg_total_relation_size(c.oid) as bytes,
             to_date(substring(c.relname from '_(\\d{8})$'), 'YYYYMMDD') as day
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'usage_events'::regclass
    )
    select count(day)::int as days, min(day)::text as "firstDay", max(day)::text as "lastDay",
           coalesce(sum(bytes), 0)::float8 as bytes,
           coalesce(sum(bytes) filter (where day is null), 0)::float8 as "strayBytes"
    from parts`);
  return row!;
}

export interface ProofFacts {
  /** Days whose sums were held against their calls. */
  days: number;
  /** Of them, those that differ and were not added up again since. */
  wrongDays: number;
  /** The day that was proved last, and when; null before the first night. */
  lastDay: string | null;
  provedAt: string | null;
}

/** Whether what charts show is what the calls come to. */
export async function proofFacts(tx: Tx): Promise<ProofFacts> {
  const [row] = await tx
    .select({
      days: count(),
      wrongDays: sql<number>`count(*) filter (where ${proofs.differences} > 0
        and (${proofs.rerolledAt} is null or ${proofs.rerolledAt} < ${proofs.provedAt}))::int`,
      lastDay: max(proofs.day),
      provedAt: max(proofs.provedAt),
    })
    .from(proofs);
  if (!row) throw new Error("a count has one row");
  return { ...row, provedAt: row.provedAt?.toISOString() ?? null };
}

export async function mailFacts(tx: Tx) {
  const [waiting] = await tx
    .select({ count: count(), oldest: min(mails.createdAt) })
    .from(mails)
    .where(and(isNull(mails.sentAt), eq(mails.failed, false)));
  const [failed] = await tx.select({ count: count() }).from(mails).where(eq(mails.failed, true));
  return { waiting: waiting?.count ?? 0, oldest: waiting?.oldest ?? null, failed: failed?.count ?? 0 };
}

export async function directoryCounts(tx: Tx) {
  const [t] = await tx.select({ count: count() }).from(tenants);
  const [u] = await tx.select({ count: count() }).from(users).where(isNull(users.disabledAt));
  return { tenants: t?.count ?? 0, users: u?.count ?? 0 };
}

export async function newestRollUp(tx: Tx): Promise<Date | null> {
  const [row] = await tx
    .select({ bucket: usage.bucket })
    .from(usage)
    .orderBy(sql`${usage.bucket} desc`)
    .limit(1);
  return row?.bucket ?? null;
}
