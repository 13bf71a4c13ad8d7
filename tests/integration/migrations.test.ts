// A database of any age, any number of starters, one result; and the one table that the query builder cannot make.
import { getTableConfig } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { connect } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { usageEvents } from "#db/schema/index.ts";
import { urlOf } from "../support/server.ts";
import { DATABASE_PASSWORD, type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world?.close());

describe("migrate", () => {
  it("makes one whole schema when four starters run it at once on an empty database", async () => {
    const superuser = connect(inject("superuserUrl"), { max: 1 });
    await superuser.sql.unsafe("create database empty_one");
    const databaseUrl = urlOf(inject("superuserUrl"), "empty_one");
    const start = () => migrate({ databaseUrl, databasePassword: DATABASE_PASSWORD });
    const results = await Promise.allSettled([start(), start(), start(), start()]);
    expect(results.filter((result) => result.status === "rejected")).toEqual([]);

    const tables = (url: string) => {
      const database = connect(url, { max: 1 });
      return database.sql`select relname from pg_class where relnamespace = 'public'::regnamespace order by 1`
        .then((rows) => rows.map((row) => row.relname))
        .finally(() => database.close());
    };
    expect(await tables(databaseUrl)).toEqual(await tables(world.ownerUrl));
    await superuser.sql.unsafe("drop database empty_one with (force)");
    await superuser.close();
  });

  it("lets starters beside two databases of one server alter its roles at the same moment", async () => {
    const other = await testWorld();
    const start = ({ ownerUrl }: TestWorld) =>
      migrate({ databaseUrl: ownerUrl, databasePassword: DATABASE_PASSWORD });
    for (let round = 0; round < 10; round++) await Promise.all([start(world), start(other)]);
    await other.close();
  });

  it("changes nothing when it runs again", async () => {
    const definitions = () =>
      world.ownerSql`select relname, relacl::text, relrowsecurity from pg_class
        where relnamespace = 'public'::regnamespace order by relname`;
    const before = await definitions();
    await migrate({ databaseUrl: world.ownerUrl, databasePassword: DATABASE_PASSWORD });
    expect(await definitions()).toEqual(before);
  });

  it("leaves alone what somebody else keeps in its schema", async () => {
    await world.ownerSql.unsafe(`
      create extension pg_stat_statements;
      create table visitors (tenant_id uuid, name text);
      grant select on visitors to public;
      update schema_marks set digest = 'of a version before'`);
    await migrate({ databaseUrl: world.ownerUrl, databasePassword: DATABASE_PASSWORD });
    const [visitors] = await world.ownerSql`
      select relrowsecurity as guarded, has_table_privilege('keyhold_web', oid, 'select') as readable
      from pg_class where relname = 'visitors'`;
    expect(visitors).toEqual({ guarded: false, readable: true });
  });

  it("gives every runtime role a way in with a password that follows from the seed", async () => {
    for (const role of ["web", "api", "worker"] as const) {
      const [row] = await world.as(role).db.sql`select current_user as name`;
      expect(row?.name).toBe(`keyhold_${role}`);
    }
  });
});

describe("usage_events", () => {
  it("is in Postgres what the typed table says", async () => {
    const real = await world.ownerSql`
      select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as "notNull"
      from pg_attribute where attrelid = 'usage_events'::regclass and attnum > 0 and not attisdropped order by attname`;
    const { columns, primaryKeys } = getTableConfig(usageEvents);
    const typed = columns
      .map((column) => ({
        name: column.name,
        type: column.getSQLType().replace(/^timestamp \((\d)\)/, "timestamp($1)"),
        notNull: column.notNull,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    expect([...real]).toEqual(typed);

    const [key] = await world.ownerSql`
      select array_agg(a.attname::text order by k.position) as columns
      from pg_constraint c, unnest(c.conkey) with ordinality as k(number, position), pg_attribute a
      where c.conrelid = 'usage_events'::regclass and c.contype = 'p'
        and a.attrelid = c.conrelid and a.attnum = k.number`;
    expect(key?.columns).toEqual(primaryKeys[0]?.columns.map((column) => column.name));
  });

  it("puts a row into the partition of its day, and has partitions for the days ahead", async () => {
    const days = await world.ownerSql`
      select inhrelid::regclass::text as name from pg_inherits where inhparent = 'usage_events'::regclass`;
    const day = (ahead: number) =>
      `usage_events_${new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "")}`;
    expect(days.map((row) => row.name)).toEqual(
      expect.arrayContaining(["usage_events_default", day(0), day(1), day(6)]),
    );
    const [row] = await world.ownerSql`
      insert into usage_events (tenant_id, at, id, key_id, environment, outcome, cost, latency_micros, request_id)
      values (gen_random_uuid(), now(), gen_random_uuid(), gen_random_uuid(), 'live', 'VALID', 1, 1, 'req_1')
      returning tableoid::regclass::text as partition`;
    expect(row?.partition).toBe(day(0));
  });
});
