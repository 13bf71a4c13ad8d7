// A new master key under load: whoever rotates is killed twice, and nobody who opens a key notices.
import { createHash, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { tenantKeys } from "#db/schema/index.ts";
import { onPlatform } from "#db/tenant.ts";
import type { Deps } from "#lib/core/operation.ts";
import { openStored } from "#lib/credentials/credential-opener.ts";
import { type Id, newId } from "#lib/shared/ids.ts";
import { placeOf } from "#lib/vault/tenant-keys.ts";
import { vaultStatus } from "#lib/vault/vault-status.ts";
import { keyhold, makeCredential, PLANTED } from "../support/credentials.ts";
import { makeTenant } from "../support/factories.ts";
import { startProgram } from "../support/program.ts";
import {
  DATABASE_PASSWORD,
  TEST_MASTER_KEYS,
  TEST_PEPPERS,
  type TestWorld,
  testVault,
  testWorld,
} from "../support/world.ts";

const TENANTS = 4_000;
const USED = 20;
const PER_SECOND = 200;
const second = `2:${createHash("sha256").update("the next master key").digest("base64")}`;
const both = `${TEST_MASTER_KEYS},${second}`;

let world: TestWorld;
const used: { tenantId: Id<"ten">; credentialId: Id<"cred"> }[] = [];
beforeAll(async () => {
  world = await testWorld();
  for (let index = 0; index < USED; index += 1) {
    const { id: tenantId } = await makeTenant(world);
    const { id } = await makeCredential(world, { id: tenantId });
    used.push({ tenantId, credentialId: id as Id<"cred"> });
  }
  await makeTenantKeys(TENANTS - USED);
});
afterAll(() => world?.close());

async function makeTenantKeys(count: number): Promise<void> {
  const vault = testVault(TEST_MASTER_KEYS);
  const rows = await Promise.all(
    Array.from({ length: count }, async () => {
      const place = { tenantId: newId("ten"), version: 1 };
      const under = { kekKind: "local" as const, kekVersion: 1 };
      return {
        ...place,
        createdAt: new Date(),
        ...(await vault.wrap(under, randomBytes(32), placeOf(place))),
      };
    }),
  );
  await onPlatform(world.deps.db, async (tx) => {
    while (rows.length > 0) await tx.insert(tenantKeys).values(rows.splice(0, 1_000));
  });
}

const withKeys = (masterKeys: string): Deps => ({ ...world.as("api"), vault: testVault(masterKeys) });
const status = () => vaultStatus.execute(world.deps, keyhold(), {});

function startRotator() {
  return startProgram("lib/cli/main.ts", ["vault", "rotate"], {
    DATABASE_URL: world.ownerUrl,
    KEYHOLD_DB_PASSWORD: DATABASE_PASSWORD,
    KEYHOLD_PEPPERS: TEST_PEPPERS,
    KEYHOLD_MASTER_KEYS: both,
  });
}

/** Opens keys at a steady pace, and counts. */
function openSteadily() {
  const deps = withKeys(both);
  const counted = { opened: 0, failed: 0 };
  const openOne = async (name: (typeof used)[number]) => {
    const secret = await openStored(deps, name).catch(() => null);
    if (secret?.secret.reveal() === PLANTED) counted.opened += 1;
    else counted.failed += 1;
  };
  let stopped = false;
  const under: Promise<void>[] = [];
  const pace = (async () => {
    for (let index = 0; !stopped; index += 1) {
      under.push(openOne(used[index % USED]!));
      await sleep(1_000 / PER_SECOND);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await pace;
      await Promise.all(under);
      return counted;
    },
  };
}

/** Kills a rotator in the middle of its work; how far it came. */
async function killAfter(done: number): Promise<number> {
  const rotator = startRotator();
  const ended = new Promise((resolve) => rotator.once("exit", resolve));
  for (;;) {
    const { rotation } = await status();
    if (rotation?.state === "done") throw new Error("the rotation was faster than its killer");
    if (rotation && rotation.done > done) break;
    await sleep(5);
  }
  rotator.kill("SIGKILL");
  await ended;
  return (await status()).rotation!.done;
}

it("loses no call, goes on where it was, leaves no row behind, and the old key may be taken away", async () => {
  const load = openSteadily();
  const first = await killAfter(0);
  const next = await killAfter(first);
  expect(next).toBeGreaterThan(first);
  expect(next).toBeLessThan(TENANTS);
  const last = startRotator();
  expect(await new Promise((resolve) => last.once("exit", resolve))).toBe(0);
  const { opened, failed } = await load.stop();
  expect(failed).toBe(0);
  expect(opened).toBeGreaterThan(PER_SECOND);
  const { rotation } = await status();
  expect(rotation).toMatchObject({ state: "done", total: TENANTS, done: TENANTS, unreadable: 0 });
  const left = await world.ownerSql`select count(*)::int as rows from tenant_keys where kek_version <> 2`;
  expect(left).toEqual([{ rows: 0 }]);
  const without = withKeys(second);
  for (const name of used) expect((await openStored(without, name)).secret.reveal()).toBe(PLANTED);
}, 180_000);
