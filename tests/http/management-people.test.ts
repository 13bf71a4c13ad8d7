// The people of a tenant and of the platform, as programs look after them.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeMember, makeTenant, makeUser, type TenantRow } from "../support/factories.ts";
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

describe("/v1/tenants/{id}/members", () => {
  const path = (userId = "") => `/v1/tenants/${tenant.id}/members${userId && `/${userId}`}`;

  it("are given another role and taken out, by the tenant's token and the platform's", async () => {
    for (const program of [own, platform]) {
      const { userId, user } = await makeMember(world, tenant, "viewer");
      const changed = await program.call("PATCH", path(userId), { role: "admin" });
      expect(changed.body).toEqual({ userId, name: user.name, email: user.email, role: "admin" });
      expect((await program.call("PATCH", path(userId), { role: "admin" })).status).toBe(200);
      const removed = await program.call("DELETE", path(userId));
      expect([removed.status, removed.body.email]).toEqual([200, user.email]);
      expect((await program.call("DELETE", path(userId))).status).toBe(404);
      const trail = await program.call("GET", `/v1/audit?tenant=${tenant.clientId}&action=member`);
      expect(trail.body.items.slice(0, 2)).toMatchObject([
        { action: "member.remove", actor: { id: program.tokenId } },
        { action: "member.change_role", actor: { id: program.tokenId } },
      ]);
    }
  });

  it("keep an owner, whom no token of the tenant makes or unmakes", async () => {
    const owner = await makeMember(world, tenant, "owner");
    const other = await makeMember(world, tenant, "developer");
    expect((await own.call("PATCH", path(other.userId), { role: "owner" })).status).toBe(403);
    expect((await own.call("DELETE", path(owner.userId))).status).toBe(403);
    for (const [method, body] of [["PATCH", { role: "viewer" }], ["DELETE"]] as const)
      expect((await platform.call(method, path(owner.userId), body)).body.code).toBe("conflict");
  });

  it("are changed by nobody who may not, and look missing from elsewhere", async () => {
    const { userId } = await makeMember(world, tenant, "viewer");
    const reader = await api.program({ tenant, permissions: ["members:read"] });
    const stranger = await api.program({ tenant: await makeTenant(world) });
    for (const [method, body] of [["PATCH", { role: "admin" }], ["DELETE"]] as const) {
      expect((await reader.call(method, path(userId), body)).status).toBe(403);
      expect((await stranger.call(method, path(userId), body)).status).toBe(404);
      expect((await own.call(method, path("usr_none"), body)).status).toBe(404);
    }
    const wrong = await own.call("PATCH", path(userId), { role: "king", userId });
    expect([wrong.status, Object.keys(wrong.body.fields)]).toEqual([422, ["userId"]]);
    expect((await own.call("PATCH", path(userId), { role: "king" })).body.fields).toHaveProperty("role");
  });

  it("are not joined by an invitation that was withdrawn", async () => {
    const { body: invited } = await own.call("POST", path(), { email: "new@example.test", role: "viewer" });
    const invitation = `/v1/tenants/${tenant.clientId}/invitations/${invited.id}`;
    const reader = await api.program({ tenant, permissions: ["members:read"] });
    expect((await reader.call("DELETE", invitation)).status).toBe(403);
    expect((await own.call("DELETE", invitation)).body).toEqual(invited);
    expect((await own.call("DELETE", invitation)).status).toBe(404);
    expect((await own.call("GET", path())).body.invitations).toEqual([]);
  });

  it("have a plan, which the tenant's token may read", async () => {
    const plan = await own.call("GET", `/v1/tenants/${tenant.clientId}/plan`);
    expect(plan.body).toMatchObject({ id: tenant.planId, slug: "basic" });
    const stranger = await api.program({ tenant: await makeTenant(world) });
    expect((await stranger.call("GET", `/v1/tenants/${tenant.id}/plan`)).status).toBe(404);
  });
});

describe("/v1/mails", () => {
  it("lists what was mailed for staff's programs, without what stands in it", async () => {
    for (const email of ["first@example.test", "mailed@example.test"])
      await own.call("POST", `/v1/tenants/${tenant.id}/members`, { email, role: "viewer" });
    const { body, text } = await platform.call("GET", "/v1/mails?limit=1");
    expect(body.items).toMatchObject([{ recipient: "mailed@example.test", status: "waiting", sentAt: null }]);
    expect(text).not.toContain("/invite/");
    expect((await platform.call("GET", `/v1/mails?cursor=${body.nextCursor}`)).status).toBe(200);
    expect((await own.call("GET", "/v1/mails")).status).toBe(403);
  });
});

describe("/v1/staff", () => {
  const staff = async () => (await platform.call("GET", "/v1/staff")).body;

  it("is invited, made more or less of, and taken off", async () => {
    const admin = await makeUser(world, { platformRole: "admin" });
    const invited = await platform.call("POST", "/v1/staff", {
      ...{ email: "Soon@example.test", platformRole: "support" },
    });
    expect(invited.body).toMatchObject({ email: "soon@example.test", platformRole: "support" });
    expect((await staff()).invitations).toEqual([invited.body]);
    const withdrawn = await platform.call("DELETE", `/v1/staff/invitations/${invited.body.id}`);
    expect(withdrawn.body).toEqual(invited.body);
    expect((await staff()).invitations).toEqual([]);

    const { id, email, name } = await makeUser(world, { platformRole: "support" });
    const changed = await platform.call("PATCH", `/v1/staff/${id}`, { platformRole: "admin" });
    expect(changed.body).toEqual({ id, email, name, platformRole: "admin" });
    expect((await platform.call("DELETE", `/v1/staff/${id}`)).body).toEqual(changed.body);
    expect((await staff()).items).toMatchObject([{ id: admin.id, platformRole: "admin", seenAt: null }]);
    for (const [method, body] of [["PATCH", { platformRole: "support" }], ["DELETE"]] as const)
      expect((await platform.call(method, `/v1/staff/${admin.id}`, body)).status).toBe(409);
  });

  it("is no tenant's, and nobody's who may only read", async () => {
    const reader = await api.program({ permissions: ["system:read"] });
    expect((await reader.call("GET", "/v1/staff")).status).toBe(200);
    for (const program of [own, reader]) {
      const input = { email: "x@example.test", platformRole: "support" };
      expect((await program.call("POST", "/v1/staff", input)).status).toBe(403);
      expect((await program.call("DELETE", "/v1/staff/usr_none")).status).toBe(403);
    }
    expect((await own.call("GET", "/v1/staff")).status).toBe(403);
  });

  it("may no more than whoever makes it: a token for staff alone makes neither admins nor support", async () => {
    const narrow = await api.program({ permissions: ["system:read", "system:write"] });
    const { id } = await makeUser(world, { platformRole: "support" });
    for (const platformRole of ["admin", "support"]) {
      const invited = await narrow.call("POST", "/v1/staff", { email: "x@example.test", platformRole });
      expect([invited.status, invited.body.detail]).toEqual([403, expect.stringContaining("which you lack")]);
      expect((await narrow.call("PATCH", `/v1/staff/${id}`, { platformRole })).status).toBe(403);
    }
    expect((await narrow.call("DELETE", `/v1/staff/${id}`)).status).toBe(200);
  });
});
