// The lane for plain requests is a shortcut and nothing else: whatever is sent, its answer is the one of the handler.
import { request } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { plainQuestion } from "#lib/api/data-plane/plain-question.ts";
import { VerifyRequest } from "#lib/api/data-plane/verify-request.ts";
import { generateToken } from "#lib/crypto/token.ts";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import type { Limit } from "#lib/shared/limits.ts";
import { makeServiceToken, type TestApi, testApi } from "../support/api.ts";
import { makeTenant, principalOf } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

/** Plain requests take the lane; the same with a charset go to the handler. */
const PLAIN = "application/json";
const UNUSUAL = "application/json; charset=utf-8";

let world: TestWorld;
let api: TestApi;
let tokens: string[];
let keys: string[];

beforeAll(async () => {
  world = await testWorld();
  api = await testApi(world);
  const [tenant, other] = [await makeTenant(world), await makeTenant(world, { name: 'Größe & "Söhne" 🔑' })];
  const revoked = await makeKey(world, tenant);
  const staff = await principalOf(world, { tenant, platformRole: "admin" });
  await revokeKey.execute(world.deps, staff, { keyId: revoked.id });
  const limits: Limit[] = [];
  const once: Limit = {
    name: "once",
    kind: "quota",
    window: "life",
    meter: "requests",
    limit: 1,
    onFailure: "local",
  };
  const spent = await makeKey(world, tenant, { limits: [once] });
  await api.verify({ key: spent.secret });
  const scoped = { name: "plain", scopes: ["logs:*"], perRequest: { patients: 50 }, limits };
  keys = [
    (await makeKey(world, tenant, scoped)).secret,
    (await makeKey(world, other, { name: 'a "quoted" näme', metadata: { some: [1, "ü"] }, limits })).secret,
    (await makeKey(world, tenant, { ipAllow: ["203.0.113.0/24"], limits })).secret,
    spent.secret,
    revoked.secret,
    generateToken("kh", "live"),
    "kh_live_mistyped",
    "chosen by somebody",
    "",
  ];
  tokens = [
    await makeServiceToken(world),
    await makeServiceToken(world, { tenant: other }),
    await makeServiceToken(world, { permissions: ["usage:write"] }),
    generateToken("kh", "svc"),
    "kh_svc_mistyped",
    "nothing",
  ];
});
afterAll(async () => {
  await api?.stop();
  await world?.close();
});

interface Sent {
  status: number;
  headers: Record<string, unknown>;
  text: string;
}

/** Sends exactly these bytes, in `pieces` writes. */
function send(token: string, contentType: string, body: Buffer, pieces = 1): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": contentType,
      "content-length": body.length,
    };
    const sending = request(`${api.url}/v1/keys/verify`, { method: "POST", headers }, async (answer) => {
      const read: Buffer[] = [];
      for await (const piece of answer) read.push(piece as Buffer);
      const { date: _, "x-request-id": id, ...rest } = answer.headers;
      // A request's own id is the one thing that may differ, and so may how long its limits need.
      const text = Buffer.concat(read)
        .toString()
        .replaceAll(String(id), "req_")
        .replaceAll(/"resetMs":\d+/g, "");
      const { "content-length": __, ...others } = rest;
      resolve({ status: answer.statusCode ?? 0, headers: others, text });
    });
    sending.on("error", reject);
    const step = Math.ceil(body.length / pieces) || 1;
    for (let at = 0; at < body.length; at += step) sending.write(body.subarray(at, at + step));
    sending.end();
  });
}

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("logs:write", "x,y", "a b"),
);
const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), text, fc.constantFrom(-0, 1.5, 1e13, null, [], {}));
const orWrong = <T>(right: fc.Arbitrary<T>) =>
  fc.oneof(
    { weight: 9, arbitrary: right as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: anything as fc.Arbitrary<unknown> },
  );
const bodies = () =>
  fc.record(
    {
      key: orWrong(fc.constantFrom(...keys)),
      scopes: orWrong(fc.array(fc.constantFrom("logs:write", "logs:read", "users:read"), { maxLength: 3 })),
      cost: orWrong(fc.constantFrom(0, 1, 2)),
      units: orWrong(fc.constantFrom({}, { patients: 1 }, { patients: 51 }, { requests: 1 }, { Upper: 1 })),
      resource: orWrong(text),
      ip: orWrong(
        fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom("203.0.113.7", "010.0.0.1", "::ffff:203.0.113.9")),
      ),
      userAgent: orWrong(text),
      tags: orWrong(fc.array(text, { maxLength: 3 })),
    },
    { requiredKeys: ["key"] },
  );

it("both lanes give the same answer to the same request", async () => {
  const body = fc.oneof(
    { weight: 8, arbitrary: bodies().map((value) => Buffer.from(JSON.stringify(value))) },
    { weight: 1, arbitrary: anything.map((value) => Buffer.from(JSON.stringify(value) ?? "")) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('{"key":"a","key":"b"}', '{"key":"a","__proto__":{}}', "{", " {}")
        .map((raw) => Buffer.from(raw)),
    },
  );
  const token = fc.oneof(
    { weight: 3, arbitrary: fc.constant(tokens[0]!) },
    { weight: 2, arbitrary: fc.constantFrom(...tokens) },
  );
  await fc.assert(
    fc.asyncProperty(token, body, fc.integer({ min: 1, max: 3 }), async (service, bytes, pieces) => {
      const plain = await send(service, PLAIN, bytes, pieces);
      const unusual = await send(service, UNUSUAL, bytes);
      expect(plain).toEqual(unusual);
    }),
    { numRuns: 300 },
  );
});

it("the lane reads what the schema reads, and nothing that it refuses", () => {
  fc.assert(
    fc.property(fc.oneof(bodies(), anything), (value) => {
      const written = JSON.stringify(value);
      const read = plainQuestion(written);
      const parsed = VerifyRequest.safeParse(JSON.parse(written));
      if (read !== null) expect({ success: true, data: read }).toEqual({ success: true, data: parsed.data });
    }),
    { numRuns: 2_000 },
  );
});

it("plain questions take the lane", () => {
  const question = {
    key: "k",
    scopes: ["a:b"],
    cost: 0,
    units: { patients: 2 },
    ip: "2001:db8::1",
    tags: ["t"],
  };
  expect(plainQuestion(JSON.stringify(question))).toEqual(VerifyRequest.parse(question));
});
