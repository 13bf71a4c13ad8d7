import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { managementEndpoints } from "#lib/api/management/routes.ts";
import { openApiPath } from "#lib/api/openapi/describe-endpoint.ts";
import { type Management, startManagement } from "../support/management.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let api: Management;
beforeAll(async () => {
  world = await testWorld();
  api = await startManagement(world);
});
afterAll(async () => {
  await api?.close();
  await world?.close();
});

describe("/openapi.json", () => {
  it("describes every path of management and the data plane, in OpenAPI 3.1", async () => {
    const { status, body } = await api.send("GET", "/openapi.json");
    expect([status, body.openapi]).toEqual([200, "3.1.0"]);
    for (const { path, method } of managementEndpoints)
      expect(body.paths[openApiPath(path)]).toHaveProperty(method.toLowerCase());
    for (const path of [
      "/v1/keys/verify",
      "/v1/authorize",
      "/v1/authorize/{path}",
      "/v1/me",
      "/v1/usage",
      "/v1/chat/completions",
      "/v1/messages",
    ])
      expect(body.paths).toHaveProperty([path]);
  });

  it("has no reference that leads nowhere, and no operation id twice", async () => {
    const { body, text } = await api.send("GET", "/openapi.json");
    for (const [, reference] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      let found = body;
      for (const step of reference!.split("/")) found = found?.[step];
      expect(found, reference).toBeDefined();
    }
    const ids = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("says what a key is made from, as the schema that parses it does", async () => {
    const { body } = await api.send("GET", "/openapi.json");
    const { schema } = body.paths["/v1/keys"].post.requestBody.content["application/json"];
    expect(schema).toMatchObject({ required: ["name"], additionalProperties: false });
    expect(Object.keys(schema.properties)).toEqual(
      expect.arrayContaining([
        "tenant",
        "name",
        "scopes",
        "expiresInDays",
        "limits",
        "perRequest",
        "ipAllow",
        "secret",
      ]),
    );
    const patch = body.paths["/v1/keys/{id}"].patch.requestBody.content["application/json"].schema;
    expect(patch.properties).not.toHaveProperty("keyId");
  });
});

describe("/docs", () => {
  it("is a page that needs no script and nothing from elsewhere", async () => {
    const { status, headers, text } = await api.send("GET", "/docs");
    expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(text).not.toMatch(/<script|<link|src=/);
    for (const { path } of managementEndpoints) expect(text).toContain(openApiPath(path));
  });
});
