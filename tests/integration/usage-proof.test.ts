import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemPrincipal } from "#lib/core/principal.ts";
import { forgetOldUsage } from "#lib/jobs/forget-old-usage.ts";
import { proveUsageDays } from "#lib/jobs/prove-usage-days.ts";
import { newId } from "#lib/shared/ids.ts";
import { MOST_LABELS } from "#lib/shared/usage-grain.ts";
import { DAY_SHAPES } from "#lib/usage/day-shapes.ts";
import { proveUsage } from "#lib/usage/prove-usage.ts";
import { rerollUsage } from "#lib/usage/reroll-usage.ts";
import type { ModelUse } from "#lib/verify/model-use.ts";
import { storeUsage } from "#lib/verify/usage-store.ts";
import { makeTenant, type TenantRow } from "#tests/support/factories.ts";
import { jobContext } from "#tests/support/job-context.ts";
import { callAt, MODEL_USE } from "#tests/support/usage-events.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const DAY = "2026-11-10";
const TABLES = [
  ...["usage_quarter_hours", "key_days", "tenant_quarter_hours", "tenant_days", "platform_quarter_hours"],
  ...["platform_days", "resource_hours", "resource_days", "scope_hours", "scope_days"],
  ...["meter_quarter_hours", "meter_days", "model_hours", "key_model_days", "credential_days"],
  ...["latency_hours", "latency_days", "key_latency_days", "platform_latency_hours", "platform_latency_days"],
];
const SHAPES = DAY_SHAPES.map(({ table }) => table);
const system = systemPrincipal("test");
let world: TestWorld;
let acme: TenantRow;

beforeAll(async () => {
  world = await testWorld();
  world.clock.set(new Date("2026-11-12T10:00:00.000Z"));
  await world.ownerSql`select ensure_usage_partitions('2026-11-01', '2026-11-13')`;
  acme = await makeTenant(world);
  await storeUsage(world.as("api").db.sql, someCalls(400));
});
afterAll(() => world?.close());

/** Of four keys, six resources and every kind of outcome, over two days. */
function someCalls(count: number) {
  const keys = Array.from({ length: 4 }, () => newId("key"));
  const outcomes = ["VALID", "VALID", "VALID", "RATE_LIMITED", "EXPIRED"] as const;
  return Array.from({ length: count }, (_, i) =>
    callAt(new Date(Date.parse(`${DAY}T00:00:00Z`) + i * 391_000), {
      tenantId: acme.id,
      keyId: keys[i % 4]!,
      environment: i % 3 ? "live" : "test",
      outcome: outcomes[i % 5]!,
      cost: 1 + (i % 2),
      units: i % 7 ? null : { patients: i },
      resource: i % 6 ? `GET /things/${i % 6}` : null,
      scope: i % 4 ? `things:${i % 3 ? "read" : "write"}` : null,
      use: i % 8 ? null : someUse(i),
      latencyMicros: 3 ** (i % 12),
    }),
  );
}

/** Paid by three credentials, by the platform's, or by none that is kept. */
function someUse(i: number): ModelUse {
  return {
    ...{ ...MODEL_USE, model: `small-${i % 3}`, cost_pico: i % 5 ? String(i) : null },
    ...{ payer: i % 48 ? "byok" : "managed", credential_id: i % 64 ? CREDENTIALS[i % 3]! : null },
    ...(i % 3 && { audio_input_tokens: i % 6, audio_output_tokens: i % 5 }),
    status: i % 7 ? 200 : 500,
  };
}

const CREDENTIALS = Array.from({ length: 3 }, () => randomUUID());

const prove = (day = DAY) => proveUsage.execute(world.deps, system, { day });
const reroll = (day = DAY) => rerollUsage.execute(world.deps, system, { day });
const rows = async (tables: readonly string[] = TABLES) => {
  const all = tables.map(async (table) => [
    table,
    (await world.ownerSql.unsafe(`select * from ${table}`))
      .map((row) => JSON.stringify({ ...row, lane: 0 }))
      .toSorted(),
  ]);
  return Object.fromEntries(await Promise.all(all));
};

describe("a day of usage", () => {
  it("is proved when every roll-up is what its events come to", async () => {
    const proof = await prove();
    expect(proof).toMatchObject({ day: DAY, calls: 221, differences: 0 });
    expect(Object.keys(proof.found).toSorted()).toEqual([...TABLES, ...SHAPES].toSorted());
  });

  it.each(TABLES)(
    "is not when %s counts something else, and is mended by rolling it again",
    async (table) => {
      const before = await rows();
      const column = table.includes("latency")
        ? "counts[1]"
        : table.startsWith("meter")
          ? "quantity"
          : "calls";
      const ofDay =
        table === "credential_days" ? `day = '${DAY}'` : `bucket >= '${DAY}' and bucket < '2026-11-11'`;
      await world.ownerSql.unsafe(`update ${table} set ${column} = coalesce(${column}, 0) + 1
      where ctid = (select ctid from ${table} where ${ofDay} limit 1)`);
      expect(await prove()).toMatchObject({ differences: 1, found: { [table]: 1 } });
      await reroll();
      expect(await prove()).toMatchObject({ differences: 0 });
      expect(await rows()).toEqual(before);
    },
  );

  it.each(SHAPES)("is not when %s tells it otherwise, and is mended by rolling it again", async (table) => {
    const before = await rows([table]);
    const columns = (await world.ownerSql`
      select attname::text as name, atttypid = 'bigint[]'::regtype as grows from pg_attribute
      where attrelid = ${table}::regclass and atttypid in ('bigint'::regtype, 'bigint[]'::regtype)
    `) as unknown as { name: string; grows: boolean }[];
    const held = ({ name, grows }: (typeof columns)[number]) =>
      grows ? `${name}[cardinality(slots)]` : name;
    const more = columns.map(held).map((sum) => `${sum} = ${sum} + 1`);
    await world.ownerSql.unsafe(`update ${table} set ${more.join(", ")}
      where ctid = (select ctid from ${table} where bucket = '${DAY}' limit 1)`);
    expect(await prove()).toMatchObject({ differences: 1, found: { [table]: 1 } });
    await reroll();
    expect(await prove()).toMatchObject({ differences: 0 });
    expect(await rows([table])).toEqual(before);
  });

  it("counts what was spent of every tenant's provider keys, and of the platform's, after an upgrade", async () => {
    const before = await rows();
    const owners = await world.ownerSql`select distinct tenant_id from credential_days`;
    expect(owners).toHaveLength(2);
    const step = await readFile("db/migrations/0028_spend-of-credentials-of-all.sql", "utf8");
    await world.ownerSql.begin(async (tx) => {
      await tx`delete from credential_days where day = ${DAY}`;
      await tx`update credential_days set calls = calls + 1`;
      await tx`set local role keyhold_owner`;
      await tx.unsafe(step);
      await tx`reset role`;
    });
    expect(await rows()).toEqual(before);
  });

  it("has the sound of every tenant's calls in its sums after an upgrade", async () => {
    const before = await rows();
    const [sound] = await world.ownerSql`
      select sum(audio_input_tokens)::int as heard, sum(audio_output_tokens)::int as spoken from key_model_days`;
    expect([sound?.heard > 0, sound?.spoken > 0]).toEqual([true, true]);
    const step = await readFile("db/migrations/0030_sound-in-sums-of-models.sql", "utf8");
    await world.ownerSql.begin(async (tx) => {
      for (const table of ["model_hours", "key_model_days"])
        await tx.unsafe(
          `alter table ${table} drop column audio_input_tokens, drop column audio_output_tokens`,
        );
      await tx`set local role keyhold_owner`;
      await tx.unsafe(step);
      await tx`reset role`;
    });
    expect(await rows()).toEqual(before);
  });

  it("is rolled again as often as one likes, to the same", async () => {
    const before = await rows();
    expect(await reroll()).toEqual(await reroll());
    expect(await rows()).toEqual(before);
  });

  it("is rolled again beside calls that are being stored, and none is lost or counted twice", async () => {
    const { sql } = world.as("api").db;
    const batches = Array.from({ length: 8 }, () => someCalls(60));
    await Promise.all([
      ...batches.map((batch) => storeUsage(sql, batch)),
      reroll(),
      reroll("2026-11-11"),
      reroll(),
    ]);
    expect(await prove()).toMatchObject({ calls: 221 + 8 * 60, differences: 0 });
    expect(await prove("2026-11-11")).toMatchObject({ differences: 0 });
  });

  it.each(["resource", "scope"])(
    "bounds each %s that whoever calls can make up, and still counts every call",
    async (label) => {
      const [tenantId, keyId] = [(await makeTenant(world)).id, newId("key")];
      const at = new Date(`${DAY}T12:00:00Z`);
      for (let batch = 0; batch < 3; batch += 1)
        await storeUsage(
          world.as("api").db.sql,
          Array.from({ length: 150 }, (_, i) => callAt(at, { tenantId, keyId, [label]: `/${batch}/${i}` })),
        );
      const name = world.ownerSql(label);
      const [sums] = await world.ownerSql`
      select count(*)::int as rows, sum(calls)::int as calls, sum(calls) filter (where ${name} = '(other)')::int as other
      from ${world.ownerSql(`${label}_days`)} where ${name} = '(other)' or ${name} like '/_/%'`;
      expect(sums).toEqual({ rows: MOST_LABELS + 1, calls: 450, other: 250 });
      expect(await prove()).toMatchObject({ differences: 0 });
      await reroll();
      expect(await prove()).toMatchObject({ differences: 0 });
    },
  );

  it("whose events are gone is refused, as nothing is left to add up", async () => {
    await expect(reroll("2026-10-20")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(prove("2026-10-20")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(prove("2026-12-20")).rejects.toMatchObject({ fields: { day: expect.any(String) } });
  });
});

describe("as days go by", () => {
  const partitions = async () => {
    const rows = await world.ownerSql`
      select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'usage_events'::regclass and c.relname < 'usage_events_20261111' order by 1`;
    return rows.map(({ relname }) => relname);
  };
  const count = async (table: string) =>
    (
      await world.ownerSql.unsafe(`select count(*)::int as count from ${table} where bucket < '2026-11-13'`)
    )[0]?.count;

  it("each is proved once a night as long as its calls stand", async () => {
    await world.ownerSql`delete from usage_proofs`;
    expect(await proveUsageDays.run(jobContext(world))).toEqual({ days: 11, differences: 0 });
    expect(await proveUsageDays.run(jobContext(world))).toEqual({ days: 0, differences: 0 });
  });

  it("calls are let go after their days, but not of a day whose sums are wrong; and fine sums before that", async () => {
    world.clock.set(new Date("2027-02-08T03:00:00.000Z"));
    await world.ownerSql`update usage_proofs set differences = 1 where day = '2026-11-05'`;
    const stray = callAt(new Date("2026-10-20T10:00:00.000Z"), { tenantId: acme.id, keyId: newId("key") });
    await storeUsage(world.as("api").db.sql, [stray]);
    const days = await count("key_days");
    expect(await count("usage_quarter_hours")).toBeGreaterThan(0);
    expect(await forgetOldUsage.run(jobContext(world))).toMatchObject({ days: 4, strays: 1 });
    expect((await partitions())[0]).toBe("usage_events_20261105");
    expect([await count("usage_quarter_hours"), await count("resource_hours")]).toEqual([0, 0]);
    await world.ownerSql`update usage_proofs set differences = 0`;
    expect(await forgetOldUsage.run(jobContext(world))).toMatchObject({ days: 5, strays: 0, rows: 0 });
    expect((await partitions())[0]).toBe("usage_events_20261110");
    expect(await count("key_days")).toBe(days);
    expect(await prove()).toMatchObject({ differences: 0 });
  });
});
