import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PlanView } from "#lib/plans/view.ts";
import { TenantView } from "#lib/tenants/view.ts";
import { TokenView } from "#lib/tokens/view.ts";
import { makeMember, makeTenant, type TenantRow } from "../support/factories.ts";
import { type Management, type Program, startManagement } from "../support/management.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let api: Management;
let platform: Program;
let tenant: TenantRow;
let own: Program;
beforeAll(async () => {
  world = await testWorld();
  api = await startManagement(world);
  platform = await api.program();
  tenant = await makeTenant(world);
  own = await api.program({ tenant });
});
afterAll(async () => {
  await api?.close();
  await world?.close();
});

const fieldsOf = async (answer: Promise<{ status: number; body: { fields: object } }>) => {
  const { status, body } = await answer;
  expect(status).toBe(422);
  return Object.keys(body.fields);
};

describe("/v1/tenants", () => {
  it("makes a tenant with a client id of its own, or one from its name", async () => {
    const named = await platform.call("POST", "/v1/tenants", {
      name: "Acme",
      clientId: "acme_corp",
      plan: "enterprise",
    });
    expect(named.status).toBe(201);
    expect(TenantView.parse(named.body)).toMatchObject({
      clientId: "acme_corp",
      plan: { slug: "enterprise" },
    });
    const derived = await platform.call("POST", "/v1/tenants", {
      name: "Müller & Söhne",
      timeZone: "Asia/Kolkata",
    });
    expect(derived.body).toMatchObject({
      clientId: "muller_sohne",
      status: "active",
      timeZone: "Asia/Kolkata",
    });
  });

  it("never gives a client id twice", async () => {
    await platform.call("POST", "/v1/tenants", { name: "First", clientId: "taken" });
    const answer = await platform.call("POST", "/v1/tenants", { name: "Second", clientId: "taken" });
    expect([answer.status, answer.body.code]).toEqual([409, "conflict"]);
  });

  it("names the wrong fields", async () => {
    const body = { name: "x", clientId: "Not A Slug", timeZone: "Mars/Olympus", color: "red" };
    expect((await fieldsOf(platform.call("POST", "/v1/tenants", body))).sort()).toEqual([
      "clientId",
      "color",
      "timeZone",
    ]);
    expect(await fieldsOf(platform.call("POST", "/v1/tenants", { name: "x", plan: "gold" }))).toEqual([
      "plan",
    ]);
    expect(await fieldsOf(platform.call("POST", "/v1/tenants", { name: "漢字" }))).toEqual(["clientId"]);
  });

  it("reads, changes, suspends and resumes by id and by client id", async () => {
    const { id, clientId } = await makeTenant(world);
    for (const named of [id, clientId]) {
      expect((await platform.call("GET", `/v1/tenants/${named}`)).body.id).toBe(id);
      const changed = await platform.call("PATCH", `/v1/tenants/${named}`, {
        name: "New",
        plan: "professional",
      });
      expect(changed.body).toMatchObject({ name: "New", plan: { slug: "professional" } });
      const suspended = await platform.call("POST", `/v1/tenants/${named}/suspend`, { reason: "unpaid" });
      expect(suspended.body).toMatchObject({ status: "suspended", suspendedReason: "unpaid" });
      const resumed = await platform.call("POST", `/v1/tenants/${named}/resume`);
      expect(resumed.body).toMatchObject({ status: "active", suspendedReason: null });
    }
    expect(await fieldsOf(platform.call("POST", `/v1/tenants/${id}/suspend`))).toEqual(["reason"]);
    expect((await platform.call("GET", "/v1/tenants/nobody")).status).toBe(404);
  });

  it("lists all for the platform, and for a tenant's token its own", async () => {
    const { body } = await platform.call("GET", "/v1/tenants?limit=2");
    expect(body.items).toHaveLength(2);
    const next = await platform.call("GET", `/v1/tenants?limit=2&cursor=${body.nextCursor}`);
    expect(next.body.items[0].id).not.toBe(body.items[1].id);
    expect((await platform.call("GET", `/v1/tenants?q=${tenant.clientId}`)).body.items).toHaveLength(1);
    const mine = await own.call("GET", "/v1/tenants");
    expect(mine.body).toMatchObject({ items: [{ id: tenant.id }], nextCursor: null });
  });

  it("lets a tenant's token see and rename its own tenant, and nothing of another or of plans", async () => {
    const other = await makeTenant(world);
    expect((await own.call("GET", `/v1/tenants/${tenant.clientId}`)).body.id).toBe(tenant.id);
    expect((await own.call("PATCH", `/v1/tenants/${tenant.id}`, { name: "Ours" })).body.name).toBe("Ours");
    expect((await own.call("PATCH", `/v1/tenants/${tenant.id}`, { plan: "enterprise" })).status).toBe(403);
    expect((await own.call("GET", `/v1/tenants/${other.id}`)).status).toBe(404);
    expect((await own.call("PATCH", `/v1/tenants/${other.id}`, { name: "Theirs" })).status).toBe(404);
    expect((await own.call("POST", "/v1/tenants", { name: "x" })).status).toBe(403);
    expect((await own.call("POST", `/v1/tenants/${tenant.id}/suspend`, { reason: "x" })).status).toBe(403);
  });

  it("refuses the tokens of a suspended tenant within a second, and takes them again after", async () => {
    const suspended = await makeTenant(world);
    const program = await api.program({ tenant: suspended });
    expect((await program.call("GET", "/v1/keys")).status).toBe(200);
    await platform.call("POST", `/v1/tenants/${suspended.id}/suspend`, { reason: "unpaid" });
    await expect
      .poll(async () => (await program.call("GET", "/v1/keys")).status, { timeout: 5_000 })
      .toBe(403);
    await platform.call("POST", `/v1/tenants/${suspended.id}/resume`);
    await expect
      .poll(async () => (await program.call("GET", "/v1/keys")).status, { timeout: 5_000 })
      .toBe(200);
  });

  it("lists members and invites to a tenant", async () => {
    const { user } = await makeMember(world, tenant, "developer");
    const invited = await own.call("POST", `/v1/tenants/${tenant.id}/members`, {
      email: "new@example.test",
      role: "viewer",
    });
    expect([invited.status, invited.body.email]).toEqual([201, "new@example.test"]);
    const { body } = await platform.call("GET", `/v1/tenants/${tenant.clientId}/members`);
    expect(body).toMatchObject({ items: [{ userId: user.id, role: "developer" }], nextCursor: null });
    expect(body.invitations).toHaveLength(1);
    const stranger = await api.program({ tenant: await makeTenant(world) });
    expect((await stranger.call("GET", `/v1/tenants/${tenant.id}/members`)).status).toBe(404);
  });
});

describe("/v1/plans", () => {
  it("lists, makes, reads and changes plans, of which one is the default", async () => {
    const { body } = await platform.call("GET", "/v1/plans");
    expect(body.items.map(({ slug }: PlanView) => slug)).toEqual(["basic", "professional", "enterprise"]);
    const made = await platform.call("POST", "/v1/plans", {
      slug: "trial",
      name: "Trial",
      limits: [{ kind: "rate", limit: 10, window: "1m" }],
      isDefault: true,
    });
    expect(made.status).toBe(201);
    expect(PlanView.parse(made.body)).toMatchObject({ slug: "trial", isDefault: true });
    const defaults = (await platform.call("GET", "/v1/plans")).body.items.filter(
      (plan: PlanView) => plan.isDefault,
    );
    expect(defaults.map(({ slug }: PlanView) => slug)).toEqual(["trial"]);
    expect((await platform.call("POST", "/v1/tenants", { name: "On trial" })).body.plan.slug).toBe("trial");
    await platform.call("PATCH", "/v1/plans/basic", { isDefault: true });
    const changed = await platform.call("PATCH", `/v1/plans/${made.body.id}`, {
      maxExpiryDays: 7,
      scopes: ["read"],
    });
    expect(changed.body).toMatchObject({ maxExpiryDays: 7, scopes: ["*:read"], isDefault: false });
    expect((await platform.call("GET", "/v1/plans/trial")).body).toEqual(changed.body);
  });

  it("answers 404, 409 and 422 where they belong", async () => {
    expect((await platform.call("GET", "/v1/plans/none")).status).toBe(404);
    expect((await platform.call("POST", "/v1/plans", { slug: "basic", name: "Again" })).status).toBe(409);
    expect(await fieldsOf(platform.call("PATCH", "/v1/plans/basic", { price: 1 }))).toEqual(["price"]);
    expect(await fieldsOf(platform.call("PATCH", "/v1/plans/basic", { isDefault: false }))).toEqual([
      "isDefault",
    ]);
  });

  it("shows a tenant's token the plan that it has, and lets it change none", async () => {
    expect((await own.call("GET", "/v1/plans")).body.items.map(({ slug }: PlanView) => slug)).toEqual([
      "basic",
    ]);
    expect((await own.call("POST", "/v1/plans", { slug: "x1", name: "x" })).status).toBe(403);
    expect((await own.call("PATCH", "/v1/plans/basic", { name: "x" })).status).toBe(403);
  });

  it("reaches the keys that override nothing at once", async () => {
    const { body: plan } = await platform.call("POST", "/v1/plans", { slug: "moving", name: "Moving" });
    const { id } = await makeTenant(world, { planId: plan.id });
    const { body: key } = await platform.call("POST", "/v1/keys", { tenant: id, name: "follows" });
    await platform.call("PATCH", "/v1/plans/moving", { scopes: ["logs:write"] });
    expect((await platform.call("GET", `/v1/keys/${key.id}`)).body.scopes).toEqual(["logs:write"]);
  });
});

describe("/v1/scope-presets", () => {
  it("are listed for everybody and replaced by staff's programs", async () => {
    const { body: before } = await platform.call("GET", "/v1/scope-presets");
    expect(before.items.map(({ name }: { name: string }) => name)).toContain("read");
    expect((await own.call("GET", "/v1/scope-presets")).body).toEqual(before);
    const logs = { name: "logs", description: "Writes logs.", scopes: ["logs:write"] };
    const after = await platform.call("POST", "/v1/scope-presets", { presets: [...before.items, logs] });
    expect(after.body).toEqual({ items: [...before.items, logs], nextCursor: null });
    const { body: key } = await own.call("POST", "/v1/keys", { name: "by a preset", scopes: ["logs"] });
    expect(key.scopes).toEqual(["logs:write"]);
    expect((await own.call("POST", "/v1/scope-presets", { presets: [] })).status).toBe(403);
    const twice = platform.call("POST", "/v1/scope-presets", { presets: [logs, logs] });
    expect(await fieldsOf(twice)).toEqual(["presets"]);
    expect((await platform.call("POST", "/v1/scope-presets", { presets: before.items })).status).toBe(200);
  });
});

describe("/v1/tokens", () => {
  it("makes tokens of the platform and of tenants, which work until they are revoked", async () => {
    for (const [program, body, owner] of [
      [platform, {}, null],
      [platform, { tenant: tenant.clientId }, tenant.id],
      [own, {}, tenant.id],
    ] as const) {
      const made = await program.call("POST", "/v1/tokens", {
        name: "verifier",
        permissions: ["keys:read"],
        ...body,
      });
      expect(made.status).toBe(201);
      const { secret, ...view } = made.body;
      expect(TokenView.parse(view).tenant?.id ?? null).toBe(owner);
      const use = () => api.send("GET", "/v1/keys", undefined, { Authorization: `Bearer ${secret}` });
      expect((await use()).status).toBe(200);
      const listed = await program.call("GET", "/v1/tokens");
      expect(listed.text).not.toContain(secret);
      expect(listed.body.items.map(({ id }: TokenView) => id)).toContain(view.id);
      expect((await program.call("POST", `/v1/tokens/${view.id}/revoke`)).body.status).toBe("revoked");
      await expect.poll(async () => (await use()).status, { timeout: 5_000 }).toBe(401);
    }
  });

  it("gives no token more than its maker has, nor a tenant's what belongs to the platform", async () => {
    const weak = await api.program({ tenant, permissions: ["tokens:write", "keys:read"] });
    const make = (permissions: string[]) => weak.call("POST", "/v1/tokens", { name: "x", permissions });
    expect((await make(["keys:read"])).status).toBe(201);
    expect((await make(["keys:write"])).status).toBe(403);
    expect((await make(["*"])).status).toBe(403);
    expect(
      await fieldsOf(own.call("POST", "/v1/tokens", { name: "x", permissions: ["plans:write"] })),
    ).toEqual(["permissions.0"]);
    expect(await fieldsOf(own.call("POST", "/v1/tokens", { name: "x", permissions: ["keys:eat"] }))).toEqual([
      "permissions.0",
    ]);
  });

  it("hides tokens of the platform and of other tenants from a tenant", async () => {
    const other = await api.program({ tenant: await makeTenant(world) });
    for (const id of [platform.tokenId, other.tokenId, "tok_none"])
      expect((await own.call("POST", `/v1/tokens/${id}/revoke`)).status).toBe(404);
    const { body } = await own.call("GET", "/v1/tokens?limit=200");
    expect(body.items.every(({ tenant: owner }: TokenView) => owner?.id === tenant.id)).toBe(true);
  });
});

describe("/v1/audit and /v1/usage/series", () => {
  it("answer for the token's own tenant, for one that is named, and for all", async () => {
    await own.call("POST", "/v1/keys", { name: "audited" });
    for (const path of ["/v1/audit?action=key.create", "/v1/usage/series?range=24h&groupBy=outcome"]) {
      const sign = path.includes("?") ? "&" : "?";
      expect((await own.call("GET", path)).status, path).toBe(200);
      expect((await platform.call("GET", path)).status, path).toBe(200);
      expect((await platform.call("GET", `${path}${sign}tenant=${tenant.clientId}`)).status, path).toBe(200);
      const stranger = await api.program({ tenant: await makeTenant(world) });
      expect((await stranger.call("GET", `${path}${sign}tenant=${tenant.id}`)).status).toBe(404);
    }
    const { body } = await own.call("GET", "/v1/audit?action=key.create&limit=1");
    expect(body.items[0]).toMatchObject({ action: "key.create", actor: { type: "token", id: own.tokenId } });
    const one = `/v1/audit/${body.items[0].id}`;
    expect((await own.call("GET", one)).body).toEqual(body.items[0]);
    expect((await platform.call("GET", one)).body).toEqual(body.items[0]);
    const stranger = await api.program({ tenant: await makeTenant(world) });
    expect((await stranger.call("GET", one)).status).toBe(404);
    const reader = await api.program({ tenant, permissions: ["keys:read"] });
    expect((await reader.call("GET", "/v1/audit")).status).toBe(403);
    expect((await reader.call("GET", one)).status).toBe(403);
  });
});
