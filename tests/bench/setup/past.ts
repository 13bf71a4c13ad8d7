// Calls of a whole past, made in Postgres itself a day at a time, and added up by what the product rolls days up with.
// Deterministic: the same calls come of the same number.
import { statfs } from "node:fs/promises";
import type { Database } from "#db/client.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import type { Deps } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { decodeId, encodeId, type Id, newId } from "#lib/shared/ids.ts";
import { rerollUsage } from "#lib/usage/reroll-usage.ts";
import type { Installation } from "./installation.ts";

export const PAST_DAYS = 90;
const TENANTS = 40;
const KEYS_OF_TENANT = 10;
const RESOURCES = 12;
/** Of one call in the table of calls, its indexes included; measured. */
const BYTES_OF_CALL = 330;
/** Left to everything else on the disk. */
const SPARE_BYTES = 15e9;

export interface Past {
  /** The busiest of each. */
  tenant: Id<"ten">;
  key: Id<"key">;
  tenants: number;
  keys: number;
}

/** 40 tenants of 10 keys each, the busiest with a quarter of all calls. */
export async function makeCast({ owner }: Installation): Promise<Past> {
  const { sql } = owner;
  const plan = decodeId("pln", newId("pln"))!;
  await sql`
    insert into plans (id, slug, name, scopes, limits, per_request, max_expiry_days, allows_never_expiring, included,
      created_at, updated_at)
    values (${plan}, ${`past-${plan}`}, 'Past', '{}', '[]', '{}', 365, true, '{}', now(), now())`;
  await sql`
    create table cast_keys as
    select t.rank as tenant_rank, t.id as tenant_id, k.rank as key_rank, gen_random_uuid() as key_id
    from (select rank, gen_random_uuid() as id from generate_series(1, ${TENANTS}::int) rank) as t
    cross join generate_series(1, ${KEYS_OF_TENANT}::int) as k (rank)`;
  await sql`
    alter table cast_keys add column until float8`;
  await sql`
    update cast_keys c set until = w.until from (
      select key_id, sum(weight) over (order by tenant_rank, key_rank) / sum(weight) over () as until
      from (select *, 1.0 / (tenant_rank * key_rank) as weight from cast_keys) as weighed
    ) as w where w.key_id = c.key_id`;
  await sql`create index on cast_keys (until)`;
  await sql`analyze cast_keys`;
  await sql`
    insert into tenants (id, client_id, name, plan_id, created_at, updated_at)
    select distinct tenant_id, 'past_' || tenant_rank, 'Tenant ' || tenant_rank, ${plan}::uuid, now(), now() from cast_keys`;
  await sql`
    insert into keys (tenant_id, id, name, environment, ip_allow, tags, metadata, created_at, created_by,
      created_by_label, updated_at)
    select tenant_id, key_id, 'Key ' || key_rank, case when key_rank % 5 = 0 then 'test' else 'live' end, '{}', '{}',
      '{}', now(), 'bench', 'bench', now() from cast_keys`;
  const [first] = await sql<{ tenant_id: string; key_id: string }[]>`
    select tenant_id, key_id from cast_keys where tenant_rank = 1 and key_rank = 1`;
  return {
    tenant: encodeId("ten", first!.tenant_id),
    key: encodeId("key", first!.key_id),
    tenants: TENANTS,
    keys: TENANTS * KEYS_OF_TENANT,
  };
}

/** Makes `events` calls over the days before `now`, and their sums. For how many of the days the calls themselves were kept. */
export async function makePast(
  deps: Deps,
  { owner, folder }: Installation,
  { events, now, say }: { events: number; now: Date; say(line: string): void },
): Promise<number> {
  const today = Math.floor(now.getTime() / DAY_MS);
  const dayOf = (back: number) => new Date((today - back) * DAY_MS).toISOString().slice(0, 10);
  await owner.sql`select ensure_usage_partitions(${dayOf(PAST_DAYS)}::date, ${dayOf(0)}::date)`;
  const perDay = Math.ceil(events / PAST_DAYS);
  let kept = PAST_DAYS;
  for (let back = PAST_DAYS - 1; back >= 0; back -= 1) {
    const day = dayOf(back);
    await makeDay(owner, day, perDay, now);
    await rerollUsage.execute(deps, systemPrincipal("bench"), { day });
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize - perDay * back * BYTES_OF_CALL < SPARE_BYTES) {
      await owner.sql.unsafe(`truncate usage_events_${day.replaceAll("-", "")}`);
      kept -= 1;
    }
    if (back % 10 === 0) say(`${PAST_DAYS - back} of ${PAST_DAYS} days`);
  }
  for (const table of ROLL_UPS) await owner.sql.unsafe(`vacuum analyze ${table}`);
  return kept;
}

/** Empties all that makePast() fills. */
export async function forgetPast({ owner }: Installation): Promise<void> {
  await owner.sql.unsafe(`truncate usage_events, usage_proofs, ${ROLL_UPS.join(", ")}`);
}

const ROLL_UPS = [
  ...["usage_quarter_hours", "key_days", "tenant_quarter_hours", "tenant_days", "platform_quarter_hours"],
  ...["resource_hours", "resource_days", "latency_hours", "platform_latency_hours", "meter_quarter_hours"],
];

/** Rows of each roll-up, and what they take on disk with their indexes. */
export async function sizesOf({
  owner,
}: Installation): Promise<{ table: string; rows: number; bytes: number }[]> {
  const sizes = [];
  for (const table of ROLL_UPS) {
    const [row] = await owner.sql.unsafe<{ rows: number; bytes: number }[]>(
      `select count(*)::float8 as rows, pg_total_relation_size('${table}')::float8 as bytes from ${table}`,
    );
    sizes.push({ table, ...row! });
  }
  return sizes;
}

/** Busy by day and quiet by night; one call in twenty is refused, one in a hundred has units. */
async function makeDay(owner: Database, day: string, count: number, now: Date): Promise<void> {
  await owner.sql.begin(async (tx) => {
    await tx`set local synchronous_commit = off`;
    await tx`select setseed(${((Date.parse(day) / DAY_MS) % 1_000) / 1_000})`;
    await tx`
      insert into usage_events (tenant_id, at, id, key_id, environment, outcome, cost, units, resource, latency_micros,
        request_id)
      select c.tenant_id, r.at, gen_random_uuid(), c.key_id,
        case when c.key_rank % 5 = 0 then 'test' else 'live' end,
        case when r.luck > 0.97 then 'RATE_LIMITED' when r.luck > 0.95 then 'INSUFFICIENT_SCOPE' else 'VALID' end,
        1, case when r.luck < 0.01 then '{"patients": 3}'::jsonb end,
        'GET /v1/things/' || (floor(r.luck * 7919)::int % ${RESOURCES}::int), exp(3 + 4 * r.luck * r.luck)::int, 'req_bench'
      from (
        select ${`${day}T00:00:00Z`}::timestamptz + make_interval(secs => 86400 * (
          case when n % 3 = 0 then random() else (random() + random() + random()) / 3 end)) as at,
          random() as who, random() as luck
        from generate_series(1, ${count}::int) n offset 0
      ) as r
      cross join lateral (select * from cast_keys c where c.until >= r.who order by c.until limit 1) as c
      where r.at < ${now.toISOString()}::timestamptz`;
  });
}
