import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KeyView, KeyWithSecret } from "#lib/keys/view.ts";
import { newId } from "#lib/shared/ids.ts";
import { makeTenant, type TenantRow } from "../support/factories.ts";
import { type Answer, type Management, type Program, startManagement } from "../support/management.ts";
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

const withoutRequestId = ({ status, text, headers }: Answer) => ({
  status,
  type: headers.get("content-type"),
  text: text.replace(/"requestId":"[^"]*"/, ""),
});

describe("POST /v1/keys", () => {
  it("answers 201 with the key's view and its secret, which nobody may store", async () => {
    for (const named of [tenant.id, tenant.clientId]) {
      const answer = await platform.call("POST", "/v1/keys", {
        tenant: named,
        name: "analytics",
        scopes: ["a:b"],
      });
      expect(answer.status).toBe(201);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
      expect(KeyWithSecret.parse(answer.body)).toMatchObject({
        name: "analytics",
        tenant: { id: tenant.id },
      });
    }
  });

  it("makes a key of the token's own tenant without its being named", async () => {
    const answer = await own.call("POST", "/v1/keys", { name: "own" });
    expect([answer.status, answer.body.tenant.clientId]).toEqual([201, tenant.clientId]);
    expect((await own.call("POST", "/v1/keys", { name: "own", tenant: tenant.clientId })).status).toBe(201);
  });

  it("answers 422 that names every wrong field, the unknown ones too", async () => {
    const body = {
      tenant: tenant.id,
      name: "",
      enviroment: "live",
      limits: [{ kind: "rate" }],
      expiresInDays: 0,
    };
    const answer = await platform.call("POST", "/v1/keys", body);
    expect(answer.status).toBe(422);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body).toMatchObject({ status: 422, code: "invalid_input", title: expect.any(String) });
    expect(answer.body.requestId).toBe(answer.headers.get("x-request-id"));
    expect(Object.keys(answer.body.fields)).toEqual(
      expect.arrayContaining(["name", "enviroment", "limits.0.limit", "limits.0.window", "expiresInDays"]),
    );
  });

  it("answers 422 on the field tenant to a platform token that names none", async () => {
    const answer = await platform.call("POST", "/v1/keys", { name: "whose" });
    expect([answer.status, Object.keys(answer.body.fields)]).toEqual([422, ["tenant"]]);
  });

  it("answers 404 for a tenant that is missing and for another's alike", async () => {
    const other = await makeTenant(world);
    const missing = await own.call("POST", "/v1/keys", { name: "x", tenant: "no_such_tenant" });
    for (const named of [other.id, other.clientId]) {
      const answer = await own.call("POST", "/v1/keys", { name: "x", tenant: named });
      expect(answer.status).toBe(404);
      expect(withoutRequestId(answer)).toEqual(withoutRequestId(missing));
    }
    expect((await platform.call("POST", "/v1/keys", { name: "x", tenant: newId("ten") })).status).toBe(404);
  });

  it("answers 401 without a token, with a wrong one and with an issued key, 403 without the permission", async () => {
    const { body: key } = await own.call("POST", "/v1/keys", { name: "a key" });
    const wrong = `${own.secret.slice(0, -1)}${own.secret.endsWith("0") ? "1" : "0"}`;
    for (const headers of [
      { Accept: "*/*" },
      { Authorization: `Bearer ${wrong}` },
      { Authorization: `Bearer ${key.secret}` },
      { Authorization: "Basic eDp5" },
    ] as Record<string, string>[]) {
      const answer = await api.send("POST", "/v1/keys", { name: "x" }, headers);
      expect([answer.status, answer.body.code]).toEqual([401, "unauthenticated"]);
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    }
    const reader = await api.program({ tenant, permissions: ["keys:read"] });
    const answer = await reader.call("POST", "/v1/keys", { name: "x" });
    expect([answer.status, answer.body.code]).toEqual([403, "forbidden"]);
  });

  it("answers 400 to what is not JSON, 415 to what is not sent as JSON, 422 to what is no object", async () => {
    expect((await own.call("POST", "/v1/keys", "{")).status).toBe(400);
    expect((await own.call("POST", "/v1/keys", "{}", { "Content-Type": "text/plain" })).status).toBe(415);
    expect((await own.call("POST", "/v1/keys", [])).status).toBe(422);
    expect((await own.call("POST", "/v1/keys")).body.fields).toHaveProperty("name");
  });

  it("answers 409 to a secret that another tenant has, without naming it", async () => {
    const other = await api.program({ tenant: await makeTenant(world) });
    expect((await other.call("POST", "/v1/keys", { name: "x", secret: "one-and-the-same" })).status).toBe(
      201,
    );
    const answer = await own.call("POST", "/v1/keys", { name: "x", secret: "one-and-the-same" });
    expect([answer.status, answer.body.code]).toEqual([409, "conflict"]);
  });
});

describe("GET /v1/keys", () => {
  it("pages through every key once, while others are being made", async () => {
    const busy = await api.program({ tenant: await makeTenant(world) });
    const made: string[] = [];
    for (let index = 0; index < 7; index += 1)
      made.unshift((await busy.call("POST", "/v1/keys", { name: `key ${index}` })).body.id);
    const seen: string[] = [];
    for (let path: string | null = "/v1/keys?limit=3"; path; ) {
      const { status, body } = await busy.call("GET", path);
      expect(status).toBe(200);
      seen.push(...body.items.map((key: unknown) => KeyView.parse(key).id));
      path = body.nextCursor && `/v1/keys?limit=3&cursor=${body.nextCursor}`;
      await busy.call("POST", "/v1/keys", { name: "meanwhile" });
    }
    expect(seen).toEqual(made);
  });

  it("filters, for one tenant and over all", async () => {
    const { body: made } = await own.call("POST", "/v1/keys", {
      name: "needle",
      environment: "test",
      tags: ["eu"],
      expiresInDays: null,
    });
    for (const filter of ["q=needle", "tag=eu", "environment=test&status=active", "neverExpires=true"]) {
      for (const path of [`/v1/keys?${filter}`, `/v1/keys?tenant=${tenant.clientId}&${filter}`]) {
        const { body } = await platform.call("GET", path);
        expect(body.items.map(({ id }: KeyView) => id)).toEqual([made.id]);
      }
      expect((await own.call("GET", `/v1/keys?${filter}`)).body.items).toHaveLength(1);
    }
    const stranger = await api.program({ tenant: await makeTenant(world) });
    expect((await stranger.call("GET", "/v1/keys?q=needle")).body).toEqual({ items: [], nextCursor: null });
    expect((await stranger.call("GET", `/v1/keys?tenant=${tenant.clientId}`)).status).toBe(404);
  });

  it("answers 422 to a filter that is wrong or not known, 400 to a key in the query", async () => {
    for (const [query, field] of [
      ["status=sleeping", "status"],
      ["limit=1000", "limit"],
      ["cursor=nonsense", "cursor"],
      ["colour=red", "colour"],
    ])
      expect((await own.call("GET", `/v1/keys?${query}`)).body.fields).toHaveProperty([field!]);
    const { body: key } = await own.call("POST", "/v1/keys", { name: "pasted" });
    expect((await own.call("GET", `/v1/keys?q=${key.secret}`)).status).toBe(400);
  });
});

describe("/v1/keys/{id}", () => {
  it("reads, changes, rotates, disables, enables and revokes, with either kind of token", async () => {
    for (const program of [platform, own]) {
      const { body: key } = await own.call("POST", "/v1/keys", { name: "walk" });
      const at = (path = "") => `/v1/keys/${key.id}${path}`;
      const { secret: _, ...view } = key;
      expect((await program.call("GET", at())).body).toEqual(view);
      expect((await program.call("PATCH", at(), { name: "new", tags: ["a"] })).body).toMatchObject({
        name: "new",
      });
      const rotated = await program.call("POST", at("/rotate"), { graceSeconds: 60 });
      expect([rotated.status, rotated.body.id, rotated.body.status]).toEqual([200, key.id, "rotating"]);
      expect(rotated.body.secret).not.toBe(key.secret);
      expect((await program.call("POST", at("/rotate"), { graceSeconds: 60 })).status).toBe(409);
      expect((await program.call("POST", at("/rotate/extend"), { graceSeconds: 90 })).status).toBe(200);
      expect((await program.call("POST", at("/rotate/finish"))).body.secrets).toHaveLength(1);
      expect((await program.call("POST", at("/disable"))).body.status).toBe("disabled");
      expect((await program.call("POST", at("/enable"), {})).body.status).toBe("active");
      const revoked = await program.call("POST", at("/revoke"), { reason: "leaked" });
      expect(revoked.body).toMatchObject({ status: "revoked", revokedReason: "leaked" });
      expect((await program.call("POST", at("/revoke"))).body).toEqual(revoked.body);
      expect((await program.call("POST", at("/enable"))).status).toBe(409);
    }
  });

  it("answers a missing key, another tenant's key and what is no id with the same bytes", async () => {
    const stranger = await api.program({ tenant: await makeTenant(world) });
    const { body: key } = await own.call("POST", "/v1/keys", { name: "hidden" });
    for (const [method, path, body] of [
      ["GET", "", undefined],
      ["PATCH", "", { name: "x" }],
      ["POST", "/rotate", { graceSeconds: 0 }],
      ["POST", "/disable", undefined],
      ["POST", "/enable", undefined],
      ["POST", "/revoke", { reason: "mine" }],
    ] as const) {
      const of = (id: string, program = stranger) => program.call(method, `/v1/keys/${id}${path}`, body);
      const missing = await of(newId("key"));
      expect(missing.status).toBe(404);
      expect(withoutRequestId(await of(key.id))).toEqual(withoutRequestId(missing));
      expect(withoutRequestId(await of("no-id-at-all"))).toEqual(withoutRequestId(missing));
      expect(withoutRequestId(await of(newId("key"), platform))).toEqual(withoutRequestId(missing));
    }
    expect((await own.call("GET", `/v1/keys/${key.id}`)).body.status).toBe("active");
  });

  it("looks only in the tenant that the query names, when it names one", async () => {
    const { body: key } = await own.call("POST", "/v1/keys", { name: "named" });
    const other = await makeTenant(world);
    const at = (named: string) => `/v1/keys/${key.id}/disable?tenant=${named}`;
    expect((await platform.call("POST", at(other.clientId))).status).toBe(404);
    expect((await own.call("POST", at(other.clientId))).status).toBe(404);
    expect((await platform.call("POST", at(tenant.clientId))).body.status).toBe("disabled");
    const made = await platform.call("POST", `/v1/keys?tenant=${tenant.clientId}`, {
      name: "from the query",
    });
    expect([made.status, made.body.tenant.id]).toEqual([201, tenant.id]);
  });

  it("takes the key from the path alone", async () => {
    const { body: key } = await own.call("POST", "/v1/keys", { name: "one" });
    const { body: other } = await own.call("POST", "/v1/keys", { name: "two" });
    const answer = await own.call("PATCH", `/v1/keys/${key.id}`, { keyId: other.id, name: "x" });
    expect([answer.status, Object.keys(answer.body.fields)]).toEqual([422, ["keyId"]]);
    expect((await own.call("POST", `/v1/keys/${key.id}/revoke?reason=x`)).status).toBe(422);
  });

  it("answers 405 with the methods that are possible", async () => {
    const answer = await own.call("DELETE", `/v1/keys/${newId("key")}`);
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toContain("PATCH");
  });
});

describe("POST /v1/keys/lookup", () => {
  it("finds the key of a pasted secret, old or new, strong or weak, and no other tenant's", async () => {
    const { body: key } = await own.call("POST", "/v1/keys", { name: "pasted" });
    const { body: weak } = await own.call("POST", "/v1/keys", {
      name: "weak",
      secret: "a-weak-secret-of-ours",
    });
    const stranger = await api.program({ tenant: await makeTenant(world) });
    const missing = await stranger.call("POST", "/v1/keys/lookup", { key: "nobody-has-this-key" });
    expect(missing.status).toBe(404);
    for (const { id, secret } of [key, weak]) {
      for (const program of [platform, own])
        expect((await program.call("POST", "/v1/keys/lookup", { key: secret })).body.id).toBe(id);
      const answer = await stranger.call("POST", "/v1/keys/lookup", { key: secret });
      expect(withoutRequestId(answer)).toEqual(withoutRequestId(missing));
    }
  });
});
