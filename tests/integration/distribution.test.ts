// Whether tables of tenants can be spread over machines by tenant_id, as Citus does: every primary and unique key of a
// spread table must hold it. What does not is named here, with the reason and with what becomes of it.
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world?.close());

/** Small, the same for everybody, or about the installation itself: they stay whole, on every machine. */
const DIRECTORY: Record<string, string> = {
  tenants: "who the tenants are; found by client id before a tenant is known",
  users: "people, who may be members of several tenants",
  identities: "how people sign in elsewhere",
  sessions: "who is signed in, found by a cookie",
  one_time_links: "links in letters, found by their token",
  mails: "letters to people",
  sign_in_throttles: "guesses at sign-in, by address",
  plans: "what tenants may be on",
  scope_presets: "bundles of scopes for all",
  prices: "of models, for all",
  leak_policies: "what a leak leads to, by plan",
  billing_settings: "how the platform bills",
  invoice_numbers: "the last number of each year, for all",
  schema_marks: "which files were applied",
  service_tokens: "found by their digest alone; those of the platform have no tenant",
  idempotent_answers: "belong to a service token",
  demo_data: "whether this is a demo",
  changes: "news for every node, in one order",
  nodes: "processes that verify",
  acknowledgements: "what nodes have heard",
  sealing_keys: "of the api, for all tenants",
  master_key_holders: "which process holds which master key",
  vault_rotations: "from one master key to the next",
  platform_quarter_hours: "sums over all tenants",
  platform_days: "sums over all tenants",
  platform_latency_hours: "sums over all tenants",
  platform_latency_days: "sums over all tenants",
  platform_call_shapes: "days of all tenants",
  platform_resource_shapes: "days of all tenants",
  platform_scope_shapes: "days of all tenants",
  platform_meter_shapes: "days of all tenants",
  platform_model_shapes: "days of all tenants",
  shaped_days: "days that are told in few rows",
  usage_proofs: "days whose sums were proved",
  alert_progress: "how far the worker came",
};

/** Keys of tenants' tables without the tenant: what is asked before it is known. Each needs a directory when spread. */
const ASKED_WITHOUT_TENANT: Record<string, string> = {
  secrets_digest: "a key is found by its digest alone",
  secrets_lookup: "a key that was chosen is found by its beginning alone",
  secrets_imported_digest: "an imported key is found by the digest that it came with",
  invitations_token: "an invitation is found by its link alone",
  report_links_token: "a report is found by its link alone",
};

interface Key {
  table: string;
  name: string;
  hasTenant: boolean;
  spread: boolean;
}

async function keys(): Promise<Key[]> {
  return world.ownerSql`
    select c.relname as "table", i.indexrelid::regclass::text as name,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnum = any (i.indkey)) as "hasTenant",
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as spread
    from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and (i.indisunique or i.indisprimary)
    order by 1, 2`;
}

it("every primary and unique key of a tenant's table holds tenant_id, but for those that are named", async () => {
  const without = (await keys()).filter(({ table, hasTenant }) => !hasTenant && !(table in DIRECTORY));
  expect(without.map(({ name }) => name).sort()).toEqual(Object.keys(ASKED_WITHOUT_TENANT).sort());
});

it("every table without a tenant is a named one, and of those that are named only service tokens have one", async () => {
  const all = await keys();
  const whole = all.filter(({ spread }) => !spread).map(({ table }) => table);
  expect([...new Set([...whole, "service_tokens"])].sort()).toEqual(Object.keys(DIRECTORY).sort());
});

it("every table has a primary key, and every row of a tenant's table its tenant", async () => {
  const bare = await world.ownerSql`
    select c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`;
  expect(bare).toEqual([]);
  const optional = await world.ownerSql<{ table: string }[]>`
    select c.relname as "table" from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and a.attname = 'tenant_id' and not a.attnotnull`;
  expect(optional.map(({ table }) => table).filter((table) => !(table in DIRECTORY))).toEqual([]);
});

it("tenants' tables refer to one another by the tenant too, and else only to directories", async () => {
  const references = await world.ownerSql<{ from: string; to: string; byTenant: boolean }[]>`
    select f.relname as "from", t.relname as "to",
      exists (select from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'tenant_id' and a.attnum = any (k.confkey)) as "byTenant"
    from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and k.conparentid = 0 and f.relnamespace = 'public'::regnamespace`;
  expect(references.length).toBeGreaterThan(10);
  const across = references.filter(({ to, byTenant }) => !byTenant && !(to in DIRECTORY));
  expect(across.map(({ from, to }) => `${from} > ${to}`)).toEqual([]);
});
