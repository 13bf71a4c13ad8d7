// What Postgres itself guarantees, whatever the code above it forgets.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Sql } from "#db/client.ts";
import { RUNTIME_ROLES } from "#db/roles.ts";
import { uuidOf } from "#db/schema/columns.ts";
import { makeMember, makeTenant, type TenantRow } from "../support/factories.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let acme: TenantRow;
let globex: TenantRow;

beforeAll(async () => {
  world = await testWorld();
  acme = await makeTenant(world);
  globex = await makeTenant(world);
  for (const tenant of [acme, globex]) {
    await makeMember(world, tenant, "owner");
    await fillTables(uuidOf("ten", tenant.id));
  }
});
afterAll(() => world?.close());

/** One row in each table that has a tenant_id and is still without one. */
async function fillTables(tenantId: string): Promise<void> {
  const keyId = crypto.randomUUID();
  const sql = world.ownerSql;
  await sql`insert into keys (tenant_id, id, name, environment, ip_allow, tags, metadata, created_at, created_by, created_by_label, updated_at)
    values (${tenantId}, ${keyId}, 'k', 'live', '{}', '{}', '{}', now(), 'x', 'x', now())`;
  await sql`insert into secrets (tenant_id, id, key_id, scheme, digest, pepper_version, prefix, last4, created_at)
    values (${tenantId}, gen_random_uuid(), ${keyId}, 'hmac', ${Buffer.from(keyId)}, 1, '', '', now())`;
  await sql`insert into service_tokens (id, tenant_id, name, permissions, digest, pepper_version, last4, created_at, created_by_label)
    values (gen_random_uuid(), ${tenantId}, 't', '{}', ${Buffer.from(keyId)}, 1, '', now(), 'x')`;
  await sql`insert into invitations (tenant_id, id, email, role, token_digest, created_at, expires_at)
    values (${tenantId}, gen_random_uuid(), 'a@b.test', 'viewer', ${Buffer.from(keyId)}, now(), now())`;
  await sql`insert into audit_heads (tenant_id, seq, hash) values (${tenantId}, 1, '')`;
  await sql`insert into audit_entries (tenant_id, id, seq, at, action, actor_type, actor_label, hash)
    values (${tenantId}, gen_random_uuid(), 1, now(), 'x', 'system', 'x', '')`;
  await sql`insert into limit_counters (tenant_id, key_id, meter, "window", bucket, spent)
    values (${tenantId}, ${keyId}, 'requests', '1m', now(), 1)`;
  for (const at of [new Date().toISOString(), "2020-01-01T00:00:00Z"])
    await sql`insert into usage_events (tenant_id, at, id, key_id, environment, outcome, cost, latency_micros, request_id)
      values (${tenantId}, ${at}, gen_random_uuid(), ${keyId}, 'live', 'VALID', 1, 1, 'req_1')`;
  const credentialId = crypto.randomUUID();
  await sql`insert into tenant_keys (tenant_id, version, kek_kind, kek_version, check_value, created_at)
    values (${tenantId}, 1, 'local', 1, '', now())`;
  await sql`insert into seal_tickets (tenant_id, nonce, credential_id, holder, created_at, expires_at)
    values (${tenantId}, '', ${credentialId}, 'x', now(), now())`;
  await sql`insert into credentials (tenant_id, id, provider, label, created_at, created_by_label, updated_at)
    values (${tenantId}, ${credentialId}, 'openai', 'c', now(), 'x', now())`;
  await sql`insert into credential_versions (tenant_id, credential_id, version, state, base_url, takes_over, created_at, created_by_label)
    values (${tenantId}, ${credentialId}, 1, 'stored', '', true, now(), 'x')`;
  await sql`insert into usage_quarter_hours values (${tenantId}, now(), ${keyId}, 'live', 'VALID', 1, 1, 1)`;
  const unknownId = crypto.randomUUID();
  await sql`insert into unknown_keys (tenant_id, id, class, fingerprint, form, length, first_at, last_at, refusals)
    values (${tenantId}, ${unknownId}, 'revoked', ${unknownId}, '', '', now(), now(), 1)`;
  await sql`insert into unknown_key_sources values (${tenantId}, ${unknownId}, '', '', now(), now(), 1)`;
  await sql`insert into meter_quarter_hours values (${tenantId}, now(), ${keyId}, 'live', 'tokens', 1)`;
  const [person] = await sql`select user_id from members where tenant_id = ${tenantId}`;
  await sql`insert into saved_views (tenant_id, id, user_id, screen, name, search, shared, created_at, updated_at)
    values (${tenantId}, gen_random_uuid(), ${person!.user_id}, 'keys', 'v', '', false, now(), now())`;
  await sql`insert into visits (tenant_id, id, user_id, reason, started_at, until)
    values (${tenantId}, gen_random_uuid(), ${person!.user_id}, 'r', now(), now())`;
}

/** Every table that holds tenants' rows, with the column that names the tenant; partitions among them. */
async function tenantTables(): Promise<{ table: string; column: string }[]> {
  return world.ownerSql`
    select c.oid::regclass::text as "table", a.attname as "column"
    from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and (a.attname = 'tenant_id' or (c.relname = 'tenants' and a.attname = 'id'))
    order by 1`;
}

describe("the catalogue", () => {
  it("has row-level security enabled and forced, with a policy, on every table with a tenant, partitions included", async () => {
    const tables = await tenantTables();
    expect(tables.map(({ table }) => table)).toEqual(
      expect.arrayContaining(["keys", "secrets", "tenants", "usage_events", "usage_events_default"]),
    );
    const open = await world.ownerSql`
      select c.relname from pg_class c
      where c.oid::regclass::text = any (${tables.map(({ table }) => table)})
        and not (c.relrowsecurity and c.relforcerowsecurity
          and exists (select from pg_policy p where p.polrelid = c.oid))`;
    expect(open).toEqual([]);
  });

  it("has no runtime role that owns a table, bypasses policies, or may become one that does", async () => {
    const roles = await world.ownerSql`
      select r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolinherit,
             (select count(*)::int from pg_class c where c.relowner = r.oid) as owned,
             pg_has_role(r.oid, 'keyhold_owner', 'member') as may_own
      from pg_roles r where r.rolname = any (${RUNTIME_ROLES.map((role) => `keyhold_${role}`)})`;
    expect(roles).toHaveLength(3);
    for (const role of roles)
      expect(role).toMatchObject({
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolinherit: false,
        owned: 0,
        may_own: false,
      });
  });

  it("refers from one tenant's row to another's only by tenant and id together", async () => {
    const single = await world.ownerSql`
      select conrelid::regclass::text as from_table, confrelid::regclass::text as to_table
      from pg_constraint k
      where contype = 'f' and k.confrelid <> 'tenants'::regclass
        and exists (select from pg_attribute where attrelid = k.confrelid and attname = 'tenant_id' and attnum = any (
          select unnest(conkey) from pg_constraint where conrelid = k.confrelid and contype = 'p'))
        and not exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'tenant_id' and a.attnum = any (k.conkey))`;
    expect(single).toEqual([]);
  });

  it("has no function that runs with its owner's rights but the known ones", async () => {
    const definers = await world.ownerSql`
      select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by proname`;
    expect(definers.map((row) => row.proname)).toEqual([
      "drop_usage_partitions",
      "ensure_usage_partitions",
      "find_key",
      "find_service_token",
      "import_keys_in_use",
      "master_key_checks",
      "note_change",
      "on_credential_version_change",
      "on_key_change",
      "on_row_change",
      "on_secret_change",
      "on_tenant_key_change",
      "open_report_link",
      "revocation_reach",
      "secrets_taken",
      "strengthen_secrets",
    ]);
  });
});

describe.each(RUNTIME_ROLES)("raw SQL as keyhold_%s", (role) => {
  const withRole = async <T>(work: (sql: Sql) => Promise<T>): Promise<T> => {
    const database = connect(world.url(role), { max: 1 });
    try {
      return await work(database.sql);
    } finally {
      await database.close();
    }
  };
  /** Rows that are seen, or null where even reading is not granted. */
  const seen = async (sql: Sql, table: string, where = "true"): Promise<number | null> => {
    try {
      const [row] = await sql.unsafe(`select count(*)::int as count from ${table} where ${where}`);
      return row?.count ?? 0;
    } catch (error) {
      if ((error as { code?: string }).code === "42501") return null;
      throw error;
    }
  };

  it("sees no row of any tenant without saying for whom", async () => {
    for (const { table } of await tenantTables())
      expect([table, (await withRole((sql) => seen(sql, table))) ?? 0]).toEqual([table, 0]);
  });

  it("sees no row again after a transaction that named a tenant", async () => {
    await withRole(async (sql) => {
      await sql.begin((tx) => tx`select set_config('app.tenant_id', ${uuidOf("ten", acme.id)}, true)`);
      expect(await seen(sql, "keys")).toBe(0);
    });
  });

  it("sees its own rows as one tenant, and none of another's, in every table", async () => {
    const own = uuidOf("ten", globex.id);
    await withRole(async (sql) => {
      await sql`select set_config('app.tenant_id', ${own}, false)`;
      for (const { table, column } of await tenantTables()) {
        expect([table, (await seen(sql, table, `${column} <> '${own}'`)) ?? 0]).toEqual([table, 0]);
      }
      for (const table of ["keys", "secrets", "members", "usage_events", "audit_entries", "service_tokens"])
        expect([table, (await seen(sql, table)) ?? 0]).toEqual([table, table === "usage_events" ? 2 : 1]);
    });
  });

  it("cannot write a row for another tenant, nor reach its rows by update or delete", async () => {
    const foreign = uuidOf("ten", acme.id);
    await withRole(async (sql) => {
      await sql`select set_config('app.tenant_id', ${uuidOf("ten", globex.id)}, false)`;
      await expect(
        sql`insert into keys (tenant_id, id, name, environment, ip_allow, tags, metadata, created_at, created_by, created_by_label, updated_at)
          values (${foreign}, gen_random_uuid(), 'k', 'live', '{}', '{}', '{}', now(), 'x', 'x', now())`,
      ).rejects.toThrow(/row-level security/);
      expect((await sql`update keys set name = 'taken' where tenant_id = ${foreign}`).count).toBe(0);
      expect((await sql`delete from members where tenant_id = ${foreign}`).count).toBe(0);
      await expect(sql`update keys set tenant_id = ${foreign}`).rejects.toThrow(
        /row-level security|foreign key/,
      );
    });
  });

  it("cannot change, take out or empty what was audited", async () => {
    await withRole(async (sql) => {
      for (const statement of [
        "update audit_entries set action = 'y'",
        "delete from audit_entries",
        "truncate audit_entries",
      ])
        for (const step of ["select 1", "set role keyhold_platform"])
          await expect(
            sql.begin(async (tx) => {
              await tx.unsafe(step);
              await tx.unsafe(statement);
            }),
          ).rejects.toThrow(/permission denied/);
    });
  });

  it("cannot disable a policy, make a table, or become the owner", async () => {
    await withRole(async (sql) => {
      for (const statement of [
        "alter table keys disable row level security",
        "create table mine (id int)",
        "set role keyhold_owner",
        "set session authorization postgres",
      ])
        await expect(sql.unsafe(statement)).rejects.toThrow(/must be owner|permission denied/);
    });
  });
});
