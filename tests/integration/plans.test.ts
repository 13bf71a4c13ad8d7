import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPlan } from "#lib/plans/create-plan.ts";
import { getOwnPlan } from "#lib/plans/get-own-plan.ts";
import { listAllScopePresets } from "#lib/plans/list-all-scope-presets.ts";
import { listPlans } from "#lib/plans/list-plans.ts";
import { listScopePresets } from "#lib/plans/list-scope-presets.ts";
import { updatePlan } from "#lib/plans/update-plan.ts";
import { updateScopePresets } from "#lib/plans/update-scope-presets.ts";
import { describeCommand } from "../support/describe-command.ts";
import { makeTenant, principalOf } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

const staffOnly = {
  allowed: { platformRole: "admin" as const },
  refused: { platformRole: "support" as const },
};

let made = 0;

describeCommand(createPlan, {
  ...staffOnly,
  arrange: () => {
    made += 1;
    return { slug: `plan_${made}`, name: "A plan" };
  },
  worked: (plan) =>
    expect(plan).toMatchObject({ scopes: [], limits: [], maxExpiryDays: 365, isDefault: false }),
  bad: {
    change: { slug: "Not A Slug", maxExpiryDays: 366, limits: [{ kind: "quota", limit: 1, window: "1m" }] },
    fields: ["slug", "maxExpiryDays", "limits.0.window"],
  },
});

describeCommand(updatePlan, {
  ...staffOnly,
  arrange: () => ({ plan: "basic", name: "Starter", included: { requests: 5 } }),
  worked: (plan) => expect(plan).toMatchObject({ slug: "basic", name: "Starter", included: { requests: 5 } }),
  bad: { change: { included: { requests: -1 }, slug: "starter" }, fields: ["included.requests", "slug"] },
});

describeCommand(updateScopePresets, {
  ...staffOnly,
  arrange: () => ({ presets: [{ name: "logs", description: "Writes logs.", scopes: ["logs:write"] }] }),
  worked: ({ items }) => expect(items.map(({ name }) => name)).toEqual(["logs"]),
  bad: { change: { presets: [{ name: "x", scopes: ["read"] }] }, fields: ["presets.0.scopes"] },
});

describe("plans", () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world?.close());

  it("have one default, however many are made the default at once", async () => {
    const staff = await principalOf(world, { platformRole: "admin" });
    const names = ["one", "two", "three", "four"];
    for (const slug of names) await createPlan.execute(world.deps, staff, { slug, name: slug });
    await Promise.all(names.map((plan) => updatePlan.execute(world.deps, staff, { plan, isDefault: true })));
    const { items } = await listPlans.execute(world.deps, staff, {});
    expect(items.filter(({ isDefault }) => isDefault)).toHaveLength(1);
  });

  it("and presets can be read by a viewer of a tenant, but not those of the platform's list", async () => {
    const tenant = await makeTenant(world);
    const viewer = await principalOf(world, { tenant, role: "viewer" });
    expect((await getOwnPlan.execute(world.deps, viewer, {})).id).toBe(tenant.planId);
    const { items: presets } = await listScopePresets.execute(world.deps, viewer, {});
    expect(presets.map(({ name }) => name)).toContain("read");
    for (const attempt of [listPlans, listAllScopePresets])
      await expect(attempt.execute(world.deps, viewer, {})).rejects.toMatchObject({ code: "forbidden" });
  });

  it("leave a key the scopes that a preset had when it was made", async () => {
    const tenant = await makeTenant(world);
    const staff = await principalOf(world, { platformRole: "admin" });
    const key = await makeKey(world, tenant, { scopes: ["write"] });
    expect(key.scopes).toEqual(["*:read", "*:write"]);
    await updateScopePresets.execute(world.deps, staff, { presets: [{ name: "write", scopes: ["a:b"] }] });
    expect((await makeKey(world, tenant, { scopes: ["write"] })).scopes).toEqual(["a:b"]);
  });
});
