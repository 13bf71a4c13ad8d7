// What every command and query gets by being made with command() and query().
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { uuidOf } from "#db/schema/columns.ts";
import { auditEntries, tenants } from "#db/schema/index.ts";
import { onPlatform } from "#db/tenant.ts";
import { type AuditRow, hashEntry } from "#lib/core/audit-trail.ts";
import { notFound } from "#lib/core/errors.ts";
import { command, query } from "#lib/core/operation.ts";
import { anonymousPrincipal, systemPrincipal } from "#lib/core/principal.ts";
import type { Id } from "#lib/shared/ids.ts";
import { describeCommand } from "../support/describe-command.ts";
import { makeTenant, principalOf } from "../support/factories.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world?.close());

const renameTenant = command({
  name: "test.rename",
  on: "tenant",
  can: "settings:write",
  input: z.strictObject({ id: z.string(), name: z.string().min(1) }),
  async run({ tx, audit, unchanged, tenantId }, { id, name }) {
    const [before] = await tx
      .select()
      .from(tenants)
      .where(eq(tenants.id, id as typeof tenantId));
    if (!before) throw notFound("tenant");
    if (before.name === name) {
      unchanged();
      return before.name;
    }
    await tx.update(tenants).set({ name }).where(eq(tenants.id, before.id));
    audit({
      target: { type: "tenant", id },
      before: { name: before.name },
      after: { name, dropped: undefined },
    });
    if (name === "boom") throw new Error("a fault after the change");
    return name;
  },
});

describeCommand(renameTenant, {
  arrange: ({ tenant }) => ({ id: tenant.id, name: "Another name" }),
  allowed: { role: "admin" },
  refused: { role: "developer" },
  bad: { change: { name: "", colour: "red" }, fields: ["name", "colour"] },
  async worked(output, { tenant, world: itsWorld }) {
    expect(output).toBe("Another name");
    const [row] = await itsWorld.ownerSql`select name from tenants where id = ${uuidOf("ten", tenant.id)}`;
    expect(row?.name).toBe("Another name");
  },
});

describe("a command", () => {
  it("leaves neither change nor audit row when it fails after both", async () => {
    const tenant = await makeTenant(world);
    const actor = await principalOf(world, { tenant, role: "owner" });
    await expect(
      renameTenant.execute(world.deps, actor, { id: tenant.id, name: "boom" }),
    ).rejects.toMatchObject({ code: "internal", message: "Something went wrong on our side." });
    const id = uuidOf("ten", tenant.id);
    const [row] = await world.ownerSql`select name,
      (select count(*)::int from audit_entries where tenant_id = ${id}) as audited from tenants where id = ${id}`;
    expect(row).toEqual({ name: tenant.name, audited: 0 });
  });

  it("fails when it forgets to note what it did", async () => {
    const careless = command({
      name: "test.careless",
      on: "platform",
      can: "system:write",
      input: z.strictObject({}),
      run: async () => "done",
    });
    await expect(careless.execute(world.deps, systemPrincipal("test"), {})).rejects.toMatchObject({
      code: "internal",
    });
  });

  it("leaves no audit row when it says that nothing had to be done", async () => {
    const tenant = await makeTenant(world);
    await renameTenant.execute(world.deps, systemPrincipal("test", tenant.id), {
      id: tenant.id,
      name: tenant.name,
    });
    const rows =
      await world.ownerSql`select from audit_entries where tenant_id = ${uuidOf("ten", tenant.id)}`;
    expect(rows).toHaveLength(0);
  });

  it("on the platform is refused to a tenant's member who has the permission by name", async () => {
    const tenant = await makeTenant(world);
    const onPlatform = query({
      name: "test.platform",
      on: "platform",
      can: "keys:read",
      input: z.strictObject({}),
      run: async () => "seen",
    });
    const member = await principalOf(world, { tenant, role: "owner" });
    await expect(onPlatform.execute(world.deps, member, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(onPlatform.execute(world.deps, anonymousPrincipal(), {})).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("on a tenant asks which one when the principal names none", async () => {
    await expect(
      renameTenant.execute(world.deps, systemPrincipal("test"), { id: "x", name: "y" }),
    ).rejects.toMatchObject({ code: "invalid_input", fields: { tenant: expect.any(String) } });
  });
});

describe("a query", () => {
  it("cannot write, whatever its code does", async () => {
    const tenant = await makeTenant(world);
    const sneaky = query({
      name: "test.sneaky",
      on: "tenant",
      can: "keys:read",
      input: z.strictObject({}),
      run: ({ tx }) => tx.update(tenants).set({ name: "changed" }).returning(),
    });
    await expect(
      sneaky.execute(world.deps, await principalOf(world, { tenant, role: "viewer" }), {}),
    ).rejects.toMatchObject({ code: "internal" });
  });

  it("reports a database that is away as unavailable, without a statement in the message", async () => {
    const away = await testWorld();
    const deps = away.as("api");
    await away.close();
    const any = query({
      name: "test.any",
      on: "platform",
      can: "keys:read",
      input: z.strictObject({}),
      run: ({ tx }) => tx.select().from(tenants),
    });
    await expect(any.execute(deps, systemPrincipal("test"), {})).rejects.toMatchObject({
      code: "unavailable",
      message: "The database cannot be reached right now.",
    });
  });
});

describe("the audit chain", () => {
  it("can be worked out again from what is stored, also when many write at once", async () => {
    const tenant = await makeTenant(world);
    await Promise.all(
      Array.from({ length: 8 }, async (_, index) =>
        renameTenant.execute(
          world.as(index % 2 ? "web" : "api"),
          await principalOf(world, { tenant, role: "owner" }),
          { id: tenant.id, name: `Näme ${index} 🔑` },
        ),
      ),
    );
    const rows = await chainOf(tenant.id);
    expect(rows.map((row) => row.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(firstBroken(rows)).toBeNull();

    const changed = rows.map((row) => (row.seq === 4 ? { ...row, actorLabel: "somebody else" } : row));
    expect(firstBroken(changed)).toBe(4);
    expect(firstBroken(rows.filter((row) => row.seq !== 3))).toBe(4);
  });
});

function chainOf(tenantId: Id<"ten">): Promise<AuditRow[]> {
  return onPlatform(world.deps.db, (tx) =>
    tx.select().from(auditEntries).where(eq(auditEntries.tenantId, tenantId)).orderBy(auditEntries.seq),
  );
}

function firstBroken(rows: AuditRow[]): number | null {
  let previous: Uint8Array = Buffer.alloc(32);
  for (const { hash, ...row } of rows) {
    if (!hashEntry(previous, row).equals(hash)) return row.seq;
    previous = hash;
  }
  return null;
}
