import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { createSavedView } from "#lib/usage/create-saved-view.ts";
import { deleteSavedView } from "#lib/usage/delete-saved-view.ts";
import { listSavedViews } from "#lib/usage/list-saved-views.ts";
import { updateSavedView } from "#lib/usage/update-saved-view.ts";
import { type Arranged, describeCommand } from "../support/describe-command.ts";
import { makeTenant, makeUser, principalOf, type TenantRow, type UserRow } from "../support/factories.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

const who = { refused: { role: "viewer" as const } };

describeCommand(createSavedView, {
  allowed: { role: "developer" },
  ...who,
  hasTarget: false,
  arrange: () => ({ name: "Refusals of a week", search: "range=7d&metric=refusals&after=x&evil=1" }),
  worked: (view) =>
    expect(view).toMatchObject({ search: "metric=refusals&range=7d", shared: false, mine: true }),
  bad: { change: { name: " ", search: "x".repeat(2_001) }, fields: ["name", "search"] },
});

/** A view of a person who is the one to act. */
async function ownView({ world, deps, tenant }: Arranged, user: UserRow) {
  const owner = await principalOf(world, { tenant, role: "developer", user });
  const view = await createSavedView.execute(deps, owner, { name: "Mine", search: "range=7d" });
  return { viewId: view.id };
}

for (const [command, changes] of [
  [updateSavedView, { name: "Renamed", shared: true }],
  [deleteSavedView, {}],
] as const) {
  const allowed: { role: "developer"; user?: UserRow } = { role: "developer" };
  describeCommand(command, {
    allowed,
    ...who,
    async arrange(arranged) {
      allowed.user = await makeUser(arranged.world);
      return { ...(await ownView(arranged, allowed.user)), ...changes };
    },
    bad: { change: { viewId: "key_1", name: 4 }, fields: ["viewId"] },
  });
}

describe("saved views", () => {
  let world: TestWorld;
  let tenant: TenantRow;
  beforeAll(async () => {
    world = await testWorld();
    tenant = await makeTenant(world);
  });
  afterAll(() => world?.close());

  it("are seen by their owner, when shared by the tenant, and changed by their owner alone", async () => {
    const ana = await principalOf(world, { tenant, role: "developer" });
    const ben = await principalOf(world, { tenant, role: "owner" });
    const stranger = await principalOf(world, { tenant: await makeTenant(world), role: "owner" });
    const view = await createSavedView.execute(world.deps, ana, { name: "A", search: "group=key" });
    const names = async (who: typeof ana) =>
      (await listSavedViews.execute(world.deps, who, {})).map(({ name, mine }) => [name, mine]);
    expect(await names(ana)).toEqual([["A", true]]);
    expect(await names(ben)).toEqual([]);
    await updateSavedView.execute(world.deps, ana, { viewId: view.id, shared: true });
    expect(await names(ben)).toEqual([["A", false]]);
    expect(await names(stranger)).toEqual([]);
    await expect(
      updateSavedView.execute(world.deps, ben, { viewId: view.id, name: "B" }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(createSavedView.execute(world.deps, ana, { name: "A", search: "" })).rejects.toMatchObject({
      code: "conflict",
      message: "You have a view of this name already.",
    });
  });

  it("that are shared are opened by who only reads", async () => {
    const [owner, viewer] = [
      await principalOf(world, { tenant, role: "owner" }),
      await principalOf(world, { tenant, role: "viewer" }),
    ];
    await createSavedView.execute(world.deps, owner, { name: "For all", search: "", shared: true });
    const views = await listSavedViews.execute(world.deps, viewer, {});
    expect(views.map(({ name, mine }) => ({ name, mine }))).toContainEqual({ name: "For all", mine: false });
  });

  it("of the platform are its staff's alone", async () => {
    const staff = await principalOf(world, { platformRole: "admin" });
    const member = await principalOf(world, { tenant, role: "owner" });
    const wish = { name: "All tenants", search: "group=tenant", shared: true };
    await platformOwn(createSavedView).execute(world.deps, staff, wish);
    expect(await platformOwn(listSavedViews).execute(world.deps, staff, {})).toHaveLength(1);
    await expect(platformOwn(listSavedViews).execute(world.deps, member, {})).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await listSavedViews.execute(world.deps, member, {})).map(({ name }) => name)).not.toContain(
      "All tenants",
    );
  });
});
