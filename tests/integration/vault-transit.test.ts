// Master keys that stay in a Transit engine of HashiCorp Vault or OpenBao.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Deps } from "#lib/core/operation.ts";
import { addCredential } from "#lib/credentials/add-credential.ts";
import { openStored } from "#lib/credentials/credential-opener.ts";
import { EnvelopeError } from "#lib/crypto/envelope.ts";
import { parseKeyring } from "#lib/crypto/keyring.ts";
import { type Id, newId } from "#lib/shared/ids.ts";
import { checkMasterKeys } from "#lib/vault/check-master-keys.ts";
import { holdMasterKeys } from "#lib/vault/hold-master-keys.ts";
import { localMasterKeys } from "#lib/vault/local-master-keys.ts";
import { requestRotation } from "#lib/vault/request-rotation.ts";
import { rotateStep } from "#lib/vault/rotate-step.ts";
import { transitMasterKeys } from "#lib/vault/transit-master-keys.ts";
import { createVault } from "#lib/vault/vault.ts";
import { vaultStatus } from "#lib/vault/vault-status.ts";
import { keyhold, makeCredential, PLANTED } from "../support/credentials.ts";
import { makeTenant, type TenantRow } from "../support/factories.ts";
import { startTransitServer, type TransitServer } from "../support/transit-server.ts";
import { TEST_MASTER_KEYS, type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let tenant: TenantRow;
let server: TransitServer;
beforeAll(async () => {
  server = await startTransitServer();
  world = await testWorld();
  tenant = await makeTenant(world);
});
afterAll(async () => {
  await world?.close();
  server?.close();
});

const transit = () =>
  transitMasterKeys({
    address: server.url,
    mount: "transit",
    key: "keyhold",
    namespace: null,
    token: async () => server.token,
  });
/** A vault that has opened nothing yet. */
const depsOf = (...keepers: Parameters<typeof createVault>[0]): Deps => ({
  ...world.as("api"),
  vault: createVault(keepers),
});
const local = () => localMasterKeys(parseKeyring(TEST_MASTER_KEYS, "KEYHOLD_MASTER_KEYS"));
const secretOf = async (deps: Deps, id: string) =>
  (await openStored(deps, { tenantId: tenant.id, credentialId: id as Id<"cred"> })).secret.reveal();
const plain = { provider: "openai" as const, label: "another", secret: PLANTED };
const rotate = async (deps: Deps) => {
  await requestRotation.execute(deps, keyhold(), {});
  for (;;) {
    const { rotation } = await rotateStep.execute(deps, keyhold(), {});
    if (rotation?.state !== "running") return rotation;
  }
};

it("wraps for one place and version, and opens nothing else", async () => {
  const keys = transit();
  const [key, here, there] = [Buffer.alloc(32, 7), Buffer.from("here"), Buffer.from("there")];
  const wrapped = await keys.wrap(1, key, here);
  expect(wrapped.toString()).toMatch(/^vault:v1:/);
  expect(await keys.unwrap(1, wrapped, here)).toEqual(key);
  await expect(keys.unwrap(1, wrapped, there)).rejects.toThrow(EnvelopeError);
  await expect(keys.unwrap(2, wrapped, here)).rejects.toThrow(EnvelopeError);
  const changed = Buffer.from(wrapped.toString().replace(/.(?=.{4}$)/, (char) => (char === "A" ? "B" : "A")));
  await expect(keys.unwrap(1, changed, here)).rejects.toThrow(EnvelopeError);
});

it("takes over from keys of the settings, turns over itself, and says when an old version may go", async () => {
  const { id } = await makeCredential(world, tenant);
  const both = depsOf(transit(), local());
  await holdMasterKeys.execute(both, keyhold(), { nodeId: newId("node") });
  expect(await rotate(both)).toMatchObject({ state: "done", to: { kind: "transit", version: 1 }, done: 1 });
  expect(await secretOf(depsOf(transit()), id)).toBe(PLANTED);
  expect(await checkMasterKeys.execute(depsOf(transit()), keyhold(), {})).toEqual([]);
  server.rotate();
  await world.ownerSql`delete from master_key_holders`;
  await holdMasterKeys.execute(depsOf(transit()), keyhold(), { nodeId: newId("node") });
  expect(await rotate(depsOf(transit()))).toMatchObject({ to: { kind: "transit", version: 2 }, done: 1 });
  const status = await vaultStatus.execute(world.deps, keyhold(), {});
  expect(status.masterKeys).toMatchObject([
    { kind: "transit", version: 2, tenantKeys: 1, writes: true },
    { kind: "transit", version: 1, tenantKeys: 0, mayBeDropped: true },
  ]);
  server.setOldest(2);
  expect(await secretOf(depsOf(transit()), id)).toBe(PLANTED);
  expect(await checkMasterKeys.execute(depsOf(local()), keyhold(), {})).toMatchObject([{ fault: "missing" }]);
});

it("is not worked around by a process that lacks it: no second key is made for the tenant", async () => {
  const adding = addCredential.execute(depsOf(local()), keyhold(tenant.id), plain);
  await expect(adding).rejects.toMatchObject({ code: "unavailable" });
  const [row] = await world.ownerSql`select count(*)::int as count from tenant_keys`;
  expect(row?.count).toBe(1);
});

it("is asked once a minute for a tenant's key, not for each call", async () => {
  const deps = depsOf(transit());
  const { id } = await addCredential.execute(depsOf(transit()), keyhold(tenant.id), plain);
  server.asked.length = 0;
  for (let count = 0; count < 10; count += 1) await secretOf(deps, id);
  expect(server.asked.filter((call) => call.includes("decrypt"))).toHaveLength(1);
});

it("that is sealed, away or refuses the token loses nothing, and is no sign of a broken key", async () => {
  const { id } = await addCredential.execute(depsOf(transit()), keyhold(tenant.id), plain);
  const refusals = async () => {
    const opening = secretOf(depsOf(transit()), id);
    await expect(opening).rejects.toMatchObject({ code: "unavailable" });
    const adding = addCredential.execute(depsOf(transit()), keyhold(tenant.id), plain);
    await expect(adding).rejects.toMatchObject({ code: "unavailable" });
  };
  server.sealed = true;
  await refusals();
  server.sealed = false;
  const good = server.token;
  server.token = "another";
  await expect(
    transitMasterKeys({
      address: server.url,
      mount: "transit",
      key: "keyhold",
      namespace: null,
      token: async () => good,
    }).versions(),
  ).rejects.toMatchObject({
    code: "unavailable",
    cause: { message: expect.stringContaining("does not let this token") },
  });
  const rows = await world.ownerSql`select 1 from credential_versions where check_state = 'undecryptable'`;
  expect(rows).toHaveLength(0);
  expect(await secretOf(depsOf(transit()), id)).toBe(PLANTED);
});
