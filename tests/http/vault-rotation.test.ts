// A new master key under calls of models: whoever rotates is killed twice, and nobody who calls notices.
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { vaultStatus } from "#lib/vault/vault-status.ts";
import { type ApiProgram, startApiProgram } from "../support/api-program.ts";
import { keyhold, makeCredential } from "../support/credentials.ts";
import { makeTenant } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import {
  type Caller,
  callSteadily,
  fillVault,
  readsOfProviderKeys,
  startRotator,
  strangersAmong,
} from "../support/rotation.ts";
import { startUpstream, type Upstream } from "../support/upstream/server.ts";
import {
  DATABASE_PASSWORD,
  TEST_MASTER_KEYS,
  TEST_PEPPERS,
  type TestWorld,
  testVault,
  testWorld,
} from "../support/world.ts";

const TENANT_KEYS = 800;
const CALLERS = 10;
/** Modest, and patient with an api that has no time for its database: the machine may have much else to do. */
const PACE = { perSecond: 10, atOnce: 4, tries: 40, forgetMs: 100 };
const second = `2:${createHash("sha256").update("the next master key").digest("base64")}`;
const both = `${TEST_MASTER_KEYS},${second}`;
const patience = { timeout: 60_000, interval: 50 };

let world: TestWorld;
let upstream: Upstream;
let dataDir: string;
const callers: Caller[] = [];
const started: ApiProgram[] = [];
let load: ReturnType<typeof callSteadily> | undefined;

beforeAll(async () => {
  [world, upstream, dataDir] = await Promise.all([
    testWorld(),
    startUpstream(),
    mkdtemp(join(tmpdir(), "kh-rotation-")),
  ]);
  world.clock.set(new Date());
  for (let index = 0; index < CALLERS; index += 1) {
    const tenant = await makeTenant(world);
    const providerKey = `sk-of-one-tenant-alone-${100_000 + index}`;
    const wish = { provider: "openai-compatible", baseUrl: upstream.openAiUrl, secret: providerKey } as const;
    await makeCredential(world, tenant, wish);
    callers.push({ tenantId: tenant.id, secret: (await makeKey(world, tenant)).secret, providerKey });
  }
  await fillVault(world.deps.db, testVault(TEST_MASTER_KEYS), TENANT_KEYS - CALLERS);
}, 120_000);
afterAll(async () => {
  await load?.stop();
  await Promise.all(started.map((api) => api.end("SIGKILL")));
  await upstream?.close();
  await world?.close();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
});

const environment = (masterKeys: string) => ({
  KEYHOLD_PEPPERS: TEST_PEPPERS,
  KEYHOLD_MASTER_KEYS: masterKeys,
  KEYHOLD_DATA: dataDir,
});

async function startApi(masterKeys: string): Promise<ApiProgram> {
  const api = await startApiProgram(world, dataDir, { KEYHOLD_MASTER_KEYS: masterKeys });
  started.push(api);
  return api;
}

const rotate = () =>
  startRotator({
    ...environment(both),
    DATABASE_URL: world.ownerUrl,
    KEYHOLD_DB_PASSWORD: DATABASE_PASSWORD,
  });
const done = async () => (await vaultStatus.execute(world.deps, keyhold(), {})).rotation?.done ?? 0;

/** Keeps everybody from the rotation, as whoever is at it does; the api would be done before another has started. */
async function hold(): Promise<() => Promise<void>> {
  const [held, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = world.ownerSql.begin(async (sql) => {
    await sql`select from vault_rotations for update`;
    held.resolve();
    await free.promise;
  });
  await Promise.race([held.promise, holding]);
  return async () => {
    free.resolve();
    await holding;
  };
}

it("loses no call, goes on where it was, leaves no row behind, and the old key may be taken away", async () => {
  const api = await startApi(both);
  load = callSteadily({ ...PACE, sql: world.ownerSql, callers, url: () => api.url });
  const came: number[] = [0];
  let letGo = async () => {};
  for (let kill = 1; kill <= 2; kill += 1) {
    const rotator = rotate();
    if (kill > 1) await rotator.joined;
    await letGo();
    expect(await rotator.atWork).toBeGreaterThan(came.at(-1)!);
    await rotator.kill();
    letGo = await hold();
    came.push(await done());
  }
  expect(came[2]).toBeLessThan(TENANT_KEYS);
  const last = rotate();
  await last.joined;
  await letGo();
  expect(await last.ended).toBe(0);
  const { rotation } = await vaultStatus.execute(world.deps, keyhold(), {});
  expect(rotation).toMatchObject({ state: "done", total: TENANT_KEYS, done: TENANT_KEYS, unreadable: 0 });
  const left = await world.ownerSql`select count(*)::int as rows from tenant_keys where kek_version <> 2`;
  expect(left).toEqual([{ rows: 0 }]);
  const { answered, failed } = await load.stop();
  expect(failed).toEqual([]);
  expect(answered).toBeGreaterThan(2 * CALLERS);
  await api.end("SIGTERM");
  await expect.poll(() => readsOfProviderKeys(world.ownerSql), patience).toBeGreaterThan(answered / 2);

  const without = await startApi(second);
  const again = callSteadily({ ...PACE, sql: world.ownerSql, callers, url: () => without.url });
  await expect
    .poll(
      () => new Set(upstream.received.slice(answered).map(({ body }) => body.messages[0].content)).size,
      patience,
    )
    .toBe(CALLERS);
  const after = await again.stop();
  expect(after.failed).toEqual([]);
  expect(upstream.received).toHaveLength(answered + after.answered);
  expect(strangersAmong(upstream.received)).toBe(0);
}, 480_000);
