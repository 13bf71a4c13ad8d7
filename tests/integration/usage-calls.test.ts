// The log of calls: whose calls are seen, by which filters, and pages that stand still while new calls come.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "#lib/core/principal.ts";
import type { KeyWithSecret } from "#lib/keys/view.ts";
import { newId, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { callsFile } from "#lib/usage/export-calls.ts";
import { findAnyCall } from "#lib/usage/find-any-call.ts";
import { findCall } from "#lib/usage/find-call.ts";
import { listAllCalls } from "#lib/usage/list-all-calls.ts";
import { listCalls } from "#lib/usage/list-calls.ts";
import { NO_KEY, type UsageEvent } from "#lib/verify/usage-event.ts";
import { storeUsage } from "#lib/verify/usage-store.ts";
import { makeTenant, principalOf, type TenantRow } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let tenant: TenantRow;
let stranger: TenantRow;
let key: KeyWithSecret;
let other: KeyWithSecret;
let viewer: Principal;
let staff: Principal;

beforeAll(async () => {
  world = await testWorld();
  [tenant, stranger] = [await makeTenant(world), await makeTenant(world)];
  [key, other] = [await makeKey(world, tenant, { name: "web" }), await makeKey(world, stranger)];
  viewer = await principalOf(world, { tenant, role: "viewer" });
  staff = await principalOf(world, { platformRole: "support" });
  await store([
    event(10, {
      scope: "things:read things:list",
      resource: "GET /v1/Things",
      ip: "203.0.113.7",
      userAgent: "curl/8",
      tags: ["blue"],
    }),
    event(20, { outcome: "RATE_LIMITED", ip: "203.0.113.70", environment: "test" }),
    event(30, { units: { tokens: 12 }, requestId: "req_of_thirty" }),
    event(3 * 86_400, { resource: "three days ago" }),
    event(15, { tenantId: stranger.id, keyId: other.id as UsageEvent["keyId"], resource: "not yours" }),
    event(25, { tenantId: PLATFORM_TENANT, keyId: NO_KEY, outcome: "NOT_FOUND", environment: "none" }),
  ]);
});
afterAll(() => world?.close());

const store = (events: UsageEvent[]) => storeUsage(world.as("api").db.sql, events);

function event(secondsAgo: number, more: Partial<UsageEvent> = {}): UsageEvent {
  return {
    tenantId: tenant.id,
    at: new Date(world.clock.now().getTime() - secondsAgo * 1_000),
    id: newId("evt"),
    keyId: key.id as UsageEvent["keyId"],
    secretId: null,
    environment: "live",
    outcome: "VALID",
    cost: 1,
    units: null,
    ...{ resource: null, ip: null, userAgent: null, tags: null, latencyMicros: 400, requestId: "req_test" },
    ...more,
  };
}

const list = (input: Parameters<typeof listCalls.execute>[2] = {}) =>
  listCalls.execute(world.deps, viewer, input);
const secondsAgo = async (input: Parameters<typeof listCalls.execute>[2]) =>
  (await list(input)).items.map(({ at }) => (world.clock.now().getTime() - Date.parse(at)) / 1_000);

describe("the tenant's log", () => {
  it("shows its own calls of the last day, newest first, with all that is known and no secret", async () => {
    const { items, nextCursor } = await list();
    expect(items.map(({ resource }) => resource)).toEqual(["GET /v1/Things", null, null]);
    expect(items[0]).toEqual({
      ...{ id: expect.stringMatching(/^evt_/), at: expect.any(String), outcome: "VALID" },
      ...{ environment: "live", key: { id: key.id, name: "web", clientId: tenant.clientId } },
      ...{ resource: "GET /v1/Things", ip: "203.0.113.7", userAgent: "curl/8", tags: ["blue"] },
      scopes: ["things:read", "things:list"],
      ...{ cost: 1, units: {}, latencyMicros: 400, requestId: "req_test" },
    });
    expect(nextCursor).toBeNull();
    expect(JSON.stringify(items)).not.toContain(key.secret);
  });

  it("never shows another tenant's calls, not by their key, text or id", async () => {
    expect((await list({ key: [other.id as UsageEvent["keyId"]] })).items).toEqual([]);
    expect((await list({ resource: "not yours" })).items).toEqual([]);
    const all = await listAllCalls.execute(world.deps, staff, { resource: "not yours" });
    const { id, at } = all.items[0] as { id: `evt_${string}`; at: string };
    expect(await findCall.execute(world.deps, viewer, { id, at })).toBeNull();
    expect(await findAnyCall.execute(world.deps, staff, { id, at })).toMatchObject({ id });
  });

  it.each([
    [{ outcome: "RATE_LIMITED" }, [20]],
    [{ outcome: "VALID,RATE_LIMITED", environment: "live" }, [10, 30]],
    [{ resource: "v1/things" }, [10]],
    [{ resource: "%" }, []],
    [{ scope: "things:read things:list" }, [10]],
    [{ scope: "things:read,(none)" }, [20, 30]],
    [{ ip: "203.0.113.7" }, [10, 20]],
    [{ tag: "blue" }, [10]],
    [{ q: "CURL" }, [10]],
    [{ q: "req_of_thirty" }, [30]],
    [{ range: "7d" }, [10, 20, 30, 3 * 86_400]],
  ] as const)("is narrowed by %o", async (input, expected) => {
    expect(await secondsAgo(input)).toEqual(expected);
  });

  it("begins at the very moment of `since`, and ends where a range of one's own ends", async () => {
    const { now } = world.clock;
    expect(await secondsAgo({ since: new Date(now().getTime() - 20_000).toISOString() })).toEqual([10, 20]);
    const day = new Date(now().getTime() - 3 * 86_400_000).toISOString().slice(0, 10);
    expect(await secondsAgo({ from: day, to: day })).toEqual([3 * 86_400]);
  });

  it("has pages that stand still while new calls come, also at the same moment", async () => {
    const at = event(40).at;
    await store(Array.from({ length: 7 }, () => event(40, { at, tags: ["paged"] })));
    const before = (await list({ tag: "paged" })).items.map(({ id }) => id);
    const paged: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ tag: "paged", limit: 2, cursor });
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      await store([event(0, { tags: ["paged"] })]);
    } while (cursor);
    expect(paged).toEqual(before);
    expect((await list({ tag: "paged" })).items).toHaveLength(11);
  });

  it("is a file with a line for every call, however many pages, and no formulas", async () => {
    await store(
      Array.from({ length: 5 }, () => event(50, { tags: ["filed"], userAgent: "=cmd()", scope: "a:b c:d" })),
    );
    const page = (cursor: string | null) => list({ tag: "filed", limit: 2, cursor });
    const read = async (format: "csv" | "jsonl") => {
      const parts: string[] = [];
      for await (const part of callsFile(format, await page(null), page).body) parts.push(part);
      return parts.join("").trim().split("\n");
    };
    const csv = await read("csv");
    expect(csv).toHaveLength(6);
    expect(csv[0]).toMatch(/,requestId,scopes$/);
    expect(csv[1]).toMatch(/,'=cmd\(\),.*,a:b c:d$/);
    expect((await read("jsonl")).map((line) => JSON.parse(line))).toEqual(
      (await list({ tag: "filed" })).items,
    );
  });

  it("refuses who may not read usage, and names the fields of a bad question", async () => {
    const nobody = await principalOf(world, { tenant, permissions: ["keys:read"] });
    await expect(listCalls.execute(world.deps, nobody, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(listAllCalls.execute(world.deps, viewer, {})).rejects.toMatchObject({ code: "forbidden" });
    const bad = { since: "yesterday", limit: 500, outcome: "NONSENSE" } as object;
    await expect(list(bad)).rejects.toMatchObject({
      code: "invalid_input",
      fields: { since: expect.any(String), limit: expect.any(String), outcome: expect.any(String) },
    });
    await expect(list({ cursor: "nonsense" })).rejects.toMatchObject({
      fields: { cursor: expect.any(String) },
    });
  });
});

it("the platform's log shows everybody's calls, also with secrets that are no key, or one tenant's", async () => {
  const all = (input = {}) => listAllCalls.execute(world.deps, staff, { limit: 200, ...input });
  const { items } = await all();
  expect(new Set(items.map(({ key: named }) => named?.clientId))).toEqual(
    new Set([tenant.clientId, stranger.clientId, undefined]),
  );
  expect(items.map(({ at }) => at)).toEqual(
    items
      .map(({ at }) => at)
      .toSorted()
      .reverse(),
  );
  expect((await all({ tenant: stranger.id })).items).toMatchObject([{ resource: "not yours" }]);
});
