import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { composeNode } from "#lib/api/compose.ts";
import { llmsText } from "#lib/api/llms.ts";
import { managementEndpoints } from "#lib/api/management/routes.ts";
import { openApiPath } from "#lib/api/openapi/describe-endpoint.ts";
import { routesOf } from "#lib/api/routes.ts";
import { ERRORS } from "#lib/core/errors.ts";
import { explanationPath } from "#lib/http/problem.ts";
import { OUTCOMES, type Outcome } from "#lib/shared/outcomes.ts";
import { expectDocumented } from "../support/documented.ts";
import { type Management, startManagement } from "../support/management.ts";
import { testSpool } from "../support/spool.ts";
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

  it("names every path and method that is answered, and none besides", async () => {
    const spool = testSpool();
    const options = { deps: world.as("api"), log: pino({ level: "silent" }), spool };
    const { context, knowledge, meter } = composeNode(options, () => false);
    const answered = routesOf(context).flatMap(({ method, path }) => {
      const told = openApiPath(path)
        .replace("/*", "/{path}")
        .replace(/^\/docs\/errors\/.+/, "/docs/errors/{code}");
      return [method].flat().map((one) => `${one} ${told}`);
    });
    await Promise.all([context.gateway.stop(), knowledge.stop(), meter.stop(0)]);
    meter.leave();
    spool.remove();
    const { body } = await api.send("GET", "/openapi.json");
    const described = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    // Proxies send their callers' methods on; paths of the gateway refuse wrong ones in their providers' forms.
    const any = answered.filter((one) => one.startsWith("ANY ")).map((one) => one.slice("ANY ".length));
    const isAny = (one: string) => any.includes(one.split(" ")[1]!);
    expect(described.filter((one) => !answered.includes(one) && !isAny(one))).toEqual([]);
    const named = any.filter((path) => described.some((one) => one.endsWith(` ${path}`)));
    expect(named).toEqual(any);
    expect(answered.filter((one) => !one.startsWith("ANY ") && !described.includes(one))).toEqual([]);
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

describe("input", () => {
  const VERIFY = { key: "a-key" };
  const price = (input: unknown) => ({
    dryRun: true,
    prices: [{ provider: "groq", model: "m", input, output: 1, source: "a list", asOf: "2026-01-01" }],
  });
  it.each([
    ["/v1/keys/verify", { ...VERIFY, ip: "203.0.113.7" }, { ...VERIFY, ip: "" }],
    ["/v1/keys/verify", { ...VERIFY, ip: "2001:db8::1" }, { ...VERIFY, ip: "203.0.113" }],
    ["/v1/exports", { subject: "keys", tenant: null }, { subject: "keys", tenant: "" }],
    ["/v1/prices", price(1.25), price(-1)],
    ["/v1/prices", price("0.5"), price("a dollar")],
    ["/v1/prices", price(999_999), price(1_000_000)],
    ["/v1/tenants", { name: "Größe 10" }, { name: "Two\nlines" }],
    ["/v1/tenants", { name: "Size 10" }, { name: "A bell\u0007" }],
  ])("of %s is described as it is taken: %j, and not %j", async (path, good, bad) => {
    const program = await api.program();
    const { body: document } = await api.send("GET", "/openapi.json");
    const ajv = addFormats.default(new Ajv2020({ strict: false, validateSchema: false }));
    const pointer = `#/paths/${path.replaceAll("/", "~1")}/post/requestBody/content/application~1json/schema`;
    const described = ajv.addSchema(document, "api").compile({ $ref: `api${pointer}` });
    expect([described(good), (await program.call("POST", path, good)).status < 300]).toEqual([true, true]);
    expect([described(bad), (await program.call("POST", path, bad)).status]).toEqual([false, 422]);
  });

  it("needs no reader of patterns that knows Unicode's classes", async () => {
    const { text } = await api.send("GET", "/openapi.json");
    expect(text).not.toMatch(/\\p\{/i);
  });

  it("that names a plan or tenant that is not there is answered 404, which is described", async () => {
    const program = await api.program();
    for (const [path, body] of [
      ["/v1/leaks/policies", { plan: "nowhere", policy: "revoke" }],
      ["/v1/vault/shred", { tenant: "nowhere", confirm: "nowhere" }],
    ] as const)
      expect((await program.call("POST", path, body)).status).toBe(404);
  });

  it("that no text or id of ours can be is refused, and nothing fails on it", async () => {
    const program = await api.program();
    const { body: plan } = await program.call("GET", "/v1/plans/basic");
    const NUL = "a\u0000b";
    const asked: [string, string, unknown?][] = [
      ["GET", "/v1/tenants?tenant=a%00b"],
      ["GET", "/v1/tenants?q=a%00b"],
      ["GET", "/v1/tenants/a%00b"],
      ["GET", "/v1/keys?q=a%00b"],
      ["GET", "/v1/keys/a%00b"],
      ["GET", "/v1/audit?q=a%00b"],
      ["GET", "/v1/leaks?keyId=a-key"],
      ["GET", "/v1/unknown-keys?q=a%00b"],
      ["POST", "/v1/plans", { name: NUL, slug: "nul" }],
      ["PATCH", `/v1/plans/${plan.id}`, { description: NUL }],
      ["POST", "/v1/keys/lookup", { tenant: "acme", key: NUL }],
    ];
    const answers = await Promise.all(
      asked.map(async ([method, path, body]) => [path, (await program.call(method, path, body)).status]),
    );
    expect(answers.filter(([, status]) => Number(status) >= 500)).toEqual([]);
    expect(await program.call("GET", "/v1/tenants?tenant=a%00b")).toMatchObject({
      status: 422,
      body: { code: "invalid_input", detail: expect.stringContaining("U+0000") },
    });
  });

  it("has an Idempotency-Key as it is described", async () => {
    const program = await api.program();
    const { body: document } = await api.send("GET", "/openapi.json");
    const described = new Ajv2020({ strict: false }).compile(
      document.components.parameters.IdempotencyKey.schema,
    );
    const statusOf = async (key: string) =>
      (await program.call("POST", "/v1/tenants", { name: `T ${key.length}` }, { "Idempotency-Key": key }))
        .status;
    for (const key of ["", "é", "x".repeat(256)])
      expect([described(key), await statusOf(key)]).toEqual([false, 400]);
    for (const key of ["!", "a key of words", "x".repeat(255)])
      expect([described(key), await statusOf(key)]).toEqual([true, 201]);
  });
});

describe("answers", () => {
  it("that differ from the description in status, body, type or path are noticed by every HTTP test", async () => {
    const program = await api.program();
    const good = await program.call("GET", "/v1/plans");
    const refused = await api.send("GET", "/v1/plans");
    const judge = (change: object, path = "/v1/plans", answer = good) =>
      expect(() => expectDocumented("GET", path, { ...answer, ...change }));
    judge({}).not.toThrow();
    judge({}, undefined, refused).not.toThrow();
    judge({ status: 299 }).toThrow("does not list");
    judge({ text: JSON.stringify({ ...good.body, items: 1 }) }).toThrow("items must be array");
    judge({ headers: new Headers({ "content-type": "text/plain" }) }).toThrow("content type text/plain");
    const other = { ...refused.body, type: "about:blank" };
    judge({ text: JSON.stringify(other) }, undefined, refused).toThrow("has the type about:blank");
    judge({}, "/v1/nothing-of-ours").toThrow("is not a path");
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

describe("/docs/errors", () => {
  const codes = [...Object.keys(ERRORS), ...OUTCOMES] as (keyof typeof ERRORS | Outcome)[];

  it("has a page for every code, which says what to do and shows an answer, and lists them all", async () => {
    const list = await api.send("GET", "/docs/errors");
    for (const code of codes) {
      const path = explanationPath(code);
      const { status, headers, text } = await api.send("GET", path);
      expect([path, status, headers.get("content-type")]).toEqual([path, 200, "text/html; charset=utf-8"]);
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
      for (const part of ["Why it happens", "What to do", `<code>${code}</code>`])
        expect(text).toContain(part);
      if (code !== "VALID") expect(text).toContain(`&quot;type&quot;: &quot;${path}&quot;`);
      expect(list.text).toContain(`href="${path}"`);
    }
  });

  it("is where the problems of verification and of management lead", async () => {
    const program = await api.program();
    const { body } = await program.call("POST", "/v1/keys/verify", { key: "no key of ours" });
    const problems = [
      body.response.body,
      (await api.send("GET", "/v1/keys")).body,
      (await api.send("GET", "/nowhere")).body,
      (await program.call("POST", "/v1/keys", {})).body,
    ];
    for (const { type, code } of problems) {
      // In what a service forwards it is the whole address.
      const { status, text } = await api.send("GET", new URL(type, api.url).pathname);
      expect([status, text.includes(`<h1><code>${code}</code></h1>`)]).toEqual([200, true]);
    }
    expect((await api.send("GET", "/docs/errors/no_such_code")).status).toBe(404);
  });
});

describe("/llms.txt", () => {
  it("names paths that exist, and is what stands in docs", async () => {
    const { status, headers, text } = await api.send("GET", "/llms.txt");
    expect([status, headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
    const kept = await readFile(new URL("../../docs/llms.txt", import.meta.url), "utf8");
    expect(kept).toBe(llmsText("http://localhost:3000"));
    const links = [...text.matchAll(/\]\((http[^)]+)\)/g)].map(([, link]) => new URL(link!).pathname);
    expect(links).toEqual(["/openapi.json", "/docs", "/docs/errors"]);
    for (const path of links) expect((await api.send("GET", path)).status).toBe(200);
  });
});
