import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { uuidOf } from "#db/schema/columns.ts";
import { listAudit } from "#lib/audit/list-audit.ts";
import { listPlatformAudit } from "#lib/audit/list-platform-audit.ts";
import { verifyAudit } from "#lib/audit/verify-audit.ts";
import { verifyPlatformAudit } from "#lib/audit/verify-platform-audit.ts";
import { command } from "#lib/core/operation.ts";
import type { Principal } from "#lib/core/principal.ts";
import { makeTenant, principalOf, type TenantRow } from "#tests/support/factories.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

let world: TestWorld;
let staff: Principal;

const rename = (on: "tenant" | "platform") =>
  command({
    name: "thing.rename",
    on,
    can: "audit:read",
    input: z.strictObject({ before: z.string(), after: z.string() }),
    async run({ audit }, { before, after }) {
      audit({
        target: { type: "thing", id: "thing_1", label: after },
        before: { name: before },
        after: { name: after },
      });
    },
  });

beforeAll(async () => {
  world = await testWorld();
  staff = await principalOf(world, { platformRole: "admin" });
});
afterAll(() => world?.close());

async function trail(entries: number): Promise<{ tenant: TenantRow; admin: Principal }> {
  const tenant = await makeTenant(world);
  const admin = await principalOf(world, { tenant, role: "admin" });
  for (let index = 1; index <= entries; index += 1) {
    await rename("tenant").execute(world.deps, admin, {
      before: `thing ${index - 1}`,
      after: `thing ${index}`,
    });
    if (index % 2 === 0) world.clock.advance(1_000);
  }
  return { tenant, admin };
}

const tamper = async (tenant: TenantRow, statement: string) => {
  const target = `tenant_id = '${uuidOf("ten", tenant.id)}'`;
  await world.ownerSql.unsafe(statement.replace("OWN", target));
};

describe("the audit trail", () => {
  it("is read page by page, newest first, with nothing skipped or shown twice", async () => {
    const { admin } = await trail(7);
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listAudit.execute>> = await listAudit.execute(world.deps, admin, {
        limit: 2,
        cursor,
      });
      seen.push(...page.items.map(({ seq }) => seq));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  it("says who did what to what, and what changed", async () => {
    const { admin } = await trail(1);
    const { items } = await listAudit.execute(world.deps, admin, {});
    expect(items[0]).toMatchObject({
      summary: "thing.rename",
      actor: { type: "user", label: admin.actor.label },
      target: { type: "thing", label: "thing 1" },
      changes: [{ field: "name", before: "thing 0", after: "thing 1" }],
    });
  });

  it("is filtered by action, actor, target and time", async () => {
    const { admin } = await trail(4);
    const count = async (filter: object) => (await listAudit.execute(world.deps, admin, filter)).items.length;
    expect(await count({ action: ["thing"] })).toBe(4);
    expect(await count({ action: "thing.rename,key" })).toBe(4);
    expect(await count({ action: ["key"] })).toBe(0);
    expect(await count({ actor: admin.actor.label.slice(0, 6) })).toBe(4);
    expect(await count({ actor: "%" })).toBe(0);
    expect(await count({ q: "THING 2" })).toBe(1);
    expect(await count({ target: "THING 3" })).toBe(1);
    expect(await count({ target: "thing_1" })).toBe(4);
    expect(await count({ from: "2026-03-10", to: "2026-03-10" })).toBe(4);
    expect(await count({ from: "2026-03-11" })).toBe(0);
    await expect(count({ cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("of another tenant stays out of sight; staff read all of them and the platform's own", async () => {
    const { tenant } = await trail(2);
    const { admin: stranger } = await trail(1);
    expect((await listAudit.execute(world.deps, stranger, {})).items).toHaveLength(1);
    await rename("platform").execute(world.deps, staff, { before: "a", after: "b" });
    const all = await listPlatformAudit.execute(world.deps, staff, { limit: 200 });
    expect(all.items[0]).toMatchObject({ tenant: null, target: { label: "b" } });
    const theirs = await listPlatformAudit.execute(world.deps, staff, { tenant: tenant.id });
    expect(theirs.items.map((entry) => entry.tenant?.clientId)).toEqual([tenant.clientId, tenant.clientId]);
    const own = await listPlatformAudit.execute(world.deps, staff, { tenant: "platform" });
    expect(own.items.every((entry) => entry.tenant === null)).toBe(true);
    await expect(listPlatformAudit.execute(world.deps, stranger, {})).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("is closed to a viewer", async () => {
    const { tenant } = await trail(1);
    const viewer = await principalOf(world, { tenant, role: "viewer" });
    await expect(listAudit.execute(world.deps, viewer, {})).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the chain", () => {
  it("is whole as long as nobody touched it, from its beginning and from its end", async () => {
    const { admin } = await trail(5);
    expect(await verifyAudit.execute(world.deps, admin, {})).toMatchObject({
      ok: true,
      checked: 5,
      length: 5,
    });
    expect(await verifyAudit.execute(world.deps, admin, { last: 2 })).toMatchObject({ ok: true, checked: 2 });
    expect((await verifyPlatformAudit.execute(world.deps, staff, {})).ok).toBe(true);
  });

  it("of a tenant without entries is whole", async () => {
    const { admin } = await trail(0);
    expect(await verifyAudit.execute(world.deps, admin, {})).toMatchObject({
      ok: true,
      length: 0,
      head: null,
    });
  });

  it.each([
    ["a changed entry", "update audit_entries set actor_label = 'eve' where seq = 3 and OWN", 3],
    ["a changed detail", `update audit_entries set after = '{"name":"x"}' where seq = 2 and OWN`, 2],
    ["an entry that was taken out", "delete from audit_entries where seq = 4 and OWN", 4],
    ["an end that was cut off", "delete from audit_entries where seq = 5 and OWN", 5],
  ])("shows %s", async (_, statement, brokenSeq) => {
    const { tenant, admin } = await trail(5);
    await tamper(tenant, statement);
    expect(await verifyAudit.execute(world.deps, admin, {})).toMatchObject({ ok: false, brokenSeq });
  });
});
