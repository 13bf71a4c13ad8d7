// Who made the calls of a past: tenants and their keys, the first of them the busiest.
import type { Sql } from "#db/client.ts";
import { decodeId, encodeId, type Id, newId } from "#lib/shared/ids.ts";

const TENANTS = 40;
const KEYS_OF_TENANT = 10;

export interface Cast {
  /** The busiest of each. */
  tenant: Id<"ten">;
  key: Id<"key">;
  tenants: number;
  keys: number;
}

/** 40 tenants of 10 keys each, the busiest with a quarter of all calls; those that are there already, if any are. */
export async function makeCast(sql: Sql): Promise<Cast> {
  const [known] = await sql<{ cast: string | null }[]>`select to_regclass('bench.cast_keys') as cast`;
  if (known?.cast === null) await sql.begin(async (tx) => fill(tx as unknown as Sql));
  const [first] = await sql<{ tenant_id: string; key_id: string }[]>`
    select tenant_id, key_id from bench.cast_keys where place = 0`;
  return {
    tenant: encodeId("ten", first!.tenant_id),
    key: encodeId("key", first!.key_id),
    tenants: TENANTS,
    keys: TENANTS * KEYS_OF_TENANT,
  };
}

/**
 * A call of `cast_keys` falls to the first key whose `until` is beyond its luck, which is at that place. The table is
 * outside the product's schema, whose every table with a tenant's rows is protected.
 */
async function fill(sql: Sql): Promise<void> {
  const plan = decodeId("pln", newId("pln"))!;
  await sql`
    insert into plans (id, slug, name, scopes, limits, per_request, max_expiry_days, allows_never_expiring, included,
      created_at, updated_at)
    values (${plan}, ${`past-${plan}`}, 'Past', '{}', '[]', '{}', 365, true, '{}', now(), now())`;
  await sql`create schema bench`;
  await sql`
    create table bench.cast_keys as
    select *, (row_number() over (order by tenant_rank, key_rank) - 1)::int as place,
      sum(weight) over (order by tenant_rank, key_rank) / sum(weight) over () as until
    from (
      select t.rank as tenant_rank, t.id as tenant_id, k.rank as key_rank, gen_random_uuid() as key_id,
        case when k.rank % 5 = 0 then 'test' else 'live' end as environment,
        (1.0 / (t.rank * k.rank))::float8 as weight
      from (select rank, gen_random_uuid() as id from generate_series(1, ${TENANTS}::int) rank) as t
      cross join generate_series(1, ${KEYS_OF_TENANT}::int) as k (rank)
    ) as weighed`;
  await sql`analyze bench.cast_keys`;
  await sql`
    insert into tenants (id, client_id, name, plan_id, created_at, updated_at)
    select distinct tenant_id, 'past_' || tenant_rank, 'Tenant ' || tenant_rank, ${plan}::uuid, now(), now() from bench.cast_keys`;
  await sql`
    insert into keys (tenant_id, id, name, environment, ip_allow, tags, metadata, created_at, created_by,
      created_by_label, updated_at)
    select tenant_id, key_id, 'Key ' || key_rank, environment, '{}', '{}', '{}', now(), 'bench', 'bench', now()
    from bench.cast_keys`;
}
