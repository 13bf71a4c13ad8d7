import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "#lib/core/principal.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { createSavedView } from "#lib/views/create-saved-view.ts";
import { deleteSavedView } from "#lib/views/delete-saved-view.ts";
import { listSavedViews } from "#lib/views/list-saved-views.ts";
import { updateSavedView } from "#lib/views/update-saved-view.ts";
import { type Arranged, describeCommand } from "../support/describe-command.ts";
import { makeTenant, makeUser, principalOf, type TenantRow, type UserRow } from "../support/factories.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

const who = { refused: { role: "viewer" as const } };

describeCommand(createSavedView, {
  allowed: { role: "developer" },
  ...who,
  hasTarget: false,
  arrange: () => ({
    screen: "usage" as const,
    name: "Refusals of a week",
    search: "range=7d&metric=refusals&after=x&evil=1",
  }),
  worked: (view) =>
    expect(view).toMatchObject({ search: "metric=refusals&range=7d", shared: false, mine: true }),
  bad: {
    change: { screen: "vault", name: " ", search: "x".repeat(2_001) },
    fields: ["screen", "name", "search"],
  },
});

/** A view of a person who is the one to act. */
async function ownView({ world, deps, tenant }: Arranged, user: UserRow) {
  const owner = await principalOf(world, { tenant, role: "developer", user });
  const wish = { screen: "keys" as const, name: "Mine", search: "status=active" };
  const view = await createSavedView.execute(deps, owner, wish);
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

  const save = (by: Principal, wish: Parameters<typeof createSavedView.execute>[2]) =>
    createSavedView.execute(world.deps, by, wish);
  const namesFor = async (reader: Principal, screen: "usage" | "keys" | "logs" | "audit") =>
    (await listSavedViews.execute(world.deps, reader, { screen })).map(({ name }) => name);

  it("are seen by their owner, when shared by the tenant, and changed by their owner alone", async () => {
    const user = await makeUser(world, { name: "Ana Lima" });
    const ana = await principalOf(world, { tenant, role: "developer", user });
    const ben = await principalOf(world, { tenant, role: "owner" });
    const stranger = await principalOf(world, { tenant: await makeTenant(world), role: "owner" });
    const view = await save(ana, { screen: "usage", name: "A", search: "group=key" });
    const seen = async (reader: Principal) =>
      (await listSavedViews.execute(world.deps, reader, { screen: "usage" })).map((each) => [
        ...[each.name, each.mine, each.owner],
      ]);
    expect(await seen(ana)).toEqual([["A", true, "Ana Lima"]]);
    expect(await seen(ben)).toEqual([]);
    await updateSavedView.execute(world.deps, ana, { viewId: view.id, shared: true });
    expect(await seen(ben)).toEqual([["A", false, "Ana Lima"]]);
    expect(await seen(stranger)).toEqual([]);
    const renaming = updateSavedView.execute(world.deps, ben, { viewId: view.id, name: "B" });
    await expect(renaming).rejects.toMatchObject({ code: "not_found" });
    await expect(deleteSavedView.execute(world.deps, ben, { viewId: view.id })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("belong to one screen: each lists its own, and a name is taken there alone", async () => {
    const cem = await principalOf(world, { tenant: await makeTenant(world), role: "developer" });
    const keys = await save(cem, { screen: "keys", name: "Mine", search: "status=active" });
    await save(cem, { screen: "logs", name: "Mine", search: "outcome=EXPIRED" });
    await save(cem, { screen: "keys", name: "Other", search: "" });
    expect(await namesFor(cem, "keys")).toEqual(["Mine", "Other"]);
    expect(await namesFor(cem, "logs")).toEqual(["Mine"]);
    expect(await namesFor(cem, "usage")).toEqual([]);
    const taken = { code: "conflict", message: "You have a view of this name here already." };
    await expect(save(cem, { screen: "keys", name: "Mine", search: "" })).rejects.toMatchObject(taken);
    await expect(
      updateSavedView.execute(world.deps, cem, { viewId: keys.id, name: "Other" }),
    ).rejects.toMatchObject(taken);
  });

  it("keep what their screen understands, when saved and when changed, in one order", async () => {
    const dee = await principalOf(world, { tenant: await makeTenant(world), role: "developer" });
    const foreign = "after=c&trail=-&open=x&outcome=VALID&metric=cost&__proto__=1&";
    const view = await save(dee, {
      screen: "keys",
      name: "K",
      search: `${foreign}cols=name,status&tag=eu&q=a%26b&status=&q=again`,
    });
    expect(view.search).toBe("q=a%26b&tag=eu&cols=name%2Cstatus");
    const changed = await updateSavedView.execute(world.deps, dee, {
      viewId: view.id,
      search: `${foreign}status=revoked`,
    });
    expect(changed).toMatchObject({ screen: "keys", name: "K", search: "status=revoked" });
    expect(await listSavedViews.execute(world.deps, dee, { screen: "keys" })).toMatchObject([changed]);
  });

  it("that are shared are opened by who only reads, on the screens that they may look at", async () => {
    const [owner, viewer] = [
      await principalOf(world, { tenant, role: "owner" }),
      await principalOf(world, { tenant, role: "viewer" }),
    ];
    const developer = await principalOf(world, { tenant, role: "developer" });
    for (const screen of ["keys", "audit"] as const)
      await save(owner, { screen, name: "For all", search: "", shared: true });
    expect(await namesFor(viewer, "keys")).toContain("For all");
    await expect(namesFor(viewer, "audit")).rejects.toMatchObject({ code: "forbidden" });
    await expect(save(developer, { screen: "audit", name: "D", search: "" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("of the platform are its staff's alone", async () => {
    const staff = await principalOf(world, { platformRole: "admin" });
    const member = await principalOf(world, { tenant, role: "owner" });
    const wish = { screen: "keys" as const, name: "All tenants", search: "status=active", shared: true };
    await platformOwn(createSavedView).execute(world.deps, staff, wish);
    const onPlatform = platformOwn(listSavedViews);
    expect(await onPlatform.execute(world.deps, staff, { screen: "keys" })).toHaveLength(1);
    await expect(onPlatform.execute(world.deps, member, { screen: "keys" })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await namesFor(member, "keys")).not.toContain("All tenants");
  });

  it("are at most a hundred of a person on a screen", async () => {
    const user = await makeUser(world);
    const full = await principalOf(world, { tenant, role: "developer", user });
    const first = await save(full, { screen: "logs", name: "0", search: "" });
    await world.ownerSql`
      insert into saved_views (tenant_id, id, user_id, screen, name, search, shared, created_at, updated_at)
      select tenant_id, gen_random_uuid(), user_id, screen, n::text, search, shared, created_at, updated_at
      from saved_views, generate_series(1, 99) n where name = '0'`;
    await expect(save(full, { screen: "logs", name: "one more", search: "" })).rejects.toMatchObject({
      code: "conflict",
      message: "You have 100 views here. Delete one first.",
    });
    await save(full, { screen: "keys", name: "one more", search: "" });
    await deleteSavedView.execute(world.deps, full, { viewId: first.id });
    await save(full, { screen: "logs", name: "one more", search: "" });
  });
});
