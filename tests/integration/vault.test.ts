// Master keys: which are right, how one follows another, and what is lost with a tenant's key.
import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import type { Deps } from "#lib/core/operation.ts";
import { addCredential } from "#lib/credentials/add-credential.ts";
import { credentialOpener, openStored } from "#lib/credentials/credential-opener.ts";
import { getCredential } from "#lib/credentials/get-credential.ts";
import { listCredentials } from "#lib/credentials/list-credentials.ts";
import { type Id, newId } from "#lib/shared/ids.ts";
import { checkMasterKeys } from "#lib/vault/check-master-keys.ts";
import { holdMasterKeys } from "#lib/vault/hold-master-keys.ts";
import type { OpenedCredential } from "#lib/vault/opened-credential.ts";
import { requestRotation } from "#lib/vault/request-rotation.ts";
import { rotateStep } from "#lib/vault/rotate-step.ts";
import { shredTenant } from "#lib/vault/shred-tenant.ts";
import { vaultStatus } from "#lib/vault/vault-status.ts";
import { keyhold, makeCredential, PLANTED, sealAs, takeIn } from "../support/credentials.ts";
import { describeCommand } from "../support/describe-command.ts";
import { makeTenant, principalOf, type TenantRow } from "../support/factories.ts";
import { TEST_MASTER_KEYS, type TestWorld, testVault, testWorld } from "../support/world.ts";

const second = `2:${createHash("sha256").update("the next master key").digest("base64")}`;
const other = `1:${createHash("sha256").update("some other master key").digest("base64")}`;

let world: TestWorld;
const withKeys = (masterKeys: string): Deps => ({ ...world.as("api"), vault: testVault(masterKeys) });
const both = () => withKeys(`${TEST_MASTER_KEYS},${second}`);
const status = () => vaultStatus.execute(world.deps, keyhold(), {});
const secretOf = async (deps: Deps, tenantId: Id<"ten">, id: string) =>
  (await openStored(deps, { tenantId, credentialId: id as Id<"cred"> })).secret.reveal();

describeCommand(requestRotation, {
  arrange: async ({ world }) => {
    await world.ownerSql`delete from vault_rotations`;
    return { dryRun: true };
  },
  allowed: { platformRole: "admin" },
  refused: { platformRole: "support" },
  worked: (view) => expect(view).toMatchObject({ state: "waiting", dryRun: true, done: 0 }),
  bad: { change: { dryRun: "maybe" }, fields: ["dryRun"] },
});

describeCommand(shredTenant, {
  role: "api",
  arrange: async ({ world, tenant }) => {
    await makeCredential(world, tenant);
    return { tenant: tenant.id, confirm: tenant.clientId };
  },
  allowed: { platformRole: "admin" },
  refused: { platformRole: "support" },
  worked: async (done, { world, tenant }) => {
    expect(done).toEqual({ clientId: tenant.clientId, keys: 1, credentials: 1 });
    const rows = await world.ownerSql`
      select wrapped from tenant_keys where tenant_id = ${uuidOf("ten", tenant.id)}`;
    expect(rows).toEqual([{ wrapped: null }]);
  },
  bad: { change: { confirm: "yes" }, fields: ["confirm"] },
});

describe("a tenant whose key was destroyed", () => {
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world?.close());

  it("has no provider key any more, not even from a copy of its rows, and can begin anew", async () => {
    const tenant = await makeTenant(world);
    const { id } = await makeCredential(world, tenant);
    const copy = await world.ownerSql`select * from credential_versions`;
    await shredTenant.execute(world.deps, keyhold(), { tenant: tenant.id, confirm: tenant.clientId });
    await expect(secretOf(world.as("api"), tenant.id, id)).rejects.toMatchObject({ reason: "missing" });
    await world.ownerSql`update credentials set removed_at = null, current_version = 1`;
    await world.ownerSql`update credential_versions set state = 'stored', wrapped_key = ${copy[0]!.wrapped_key}, ciphertext = ${copy[0]!.ciphertext}`;
    await expect(secretOf(world.as("api"), tenant.id, id)).rejects.toMatchObject({ reason: "undecryptable" });
    const next = await makeCredential(world, tenant);
    expect(await secretOf(world.as("api"), tenant.id, next.id)).toBe(PLANTED);
    const versions = await world.ownerSql`select version from tenant_keys order by version`;
    expect(versions).toEqual([{ version: 1 }, { version: 2 }]);
  });
});

describe("the master keys of a process", () => {
  beforeAll(async () => {
    world = await testWorld();
    await makeCredential(world, await makeTenant(world));
  });
  afterAll(() => world?.close());

  const faults = (masterKeys: string) => checkMasterKeys.execute(withKeys(masterKeys), keyhold(), {});

  it("are right, missing or wrong, which is known before anything is opened", async () => {
    expect(await faults(TEST_MASTER_KEYS)).toEqual([]);
    expect(await faults(`${TEST_MASTER_KEYS},${second}`)).toEqual([]);
    expect(await faults(other)).toEqual([{ kekKind: "local", kekVersion: 1, fault: "wrong" }]);
    expect(await faults(second)).toEqual([{ kekKind: "local", kekVersion: 1, fault: "missing" }]);
  });

  it("are not called wrong for one broken row among others", async () => {
    await makeCredential(world, await makeTenant(world));
    await world.ownerSql`update tenant_keys set check_value = 'broken' where ctid = (select ctid from tenant_keys limit 1)`;
    expect(await faults(TEST_MASTER_KEYS)).toEqual([]);
  });

  it("do not write beside those of another key with the same version", async () => {
    const tenant = await makeTenant(world);
    const input = { provider: "openai" as const, label: "x", secret: PLANTED };
    const attempt = addCredential.execute(withKeys(other), keyhold(tenant.id), input);
    await expect(attempt).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("what is stored of a provider key", () => {
  let acme: TenantRow;
  let globex: TenantRow;
  let own: Id<"cred">;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    [acme, globex] = [await makeTenant(world), await makeTenant(world)];
    own = (await makeCredential(world, acme)).id as Id<"cred">;
    await makeCredential(world, globex, { secret: "sk-another-tenants-key-0123" });
    await makeCredential(world, acme, {
      label: "second",
      provider: "groq",
      secret: "gsk_another-0123456789",
    });
  });

  const opens = () => secretOf(world.as("api"), acme.id, own);

  it.each([
    [
      "another tenant's whole secret",
      `update credential_versions v set wrapped_key = o.wrapped_key, ciphertext = o.ciphertext from credential_versions o where v.credential_id = $1 and o.tenant_id <> v.tenant_id`,
    ],
    [
      "another credential's whole secret",
      `update credential_versions v set wrapped_key = o.wrapped_key, ciphertext = o.ciphertext from credential_versions o where v.credential_id = $1 and o.tenant_id = v.tenant_id and o.credential_id <> v.credential_id`,
    ],
    [
      "another version's number",
      `with c as (update credentials set current_version = 7 where id = $1) update credential_versions set version = 7 where credential_id = $1`,
    ],
    ["another provider", `update credentials set provider = 'groq' where id = $1`],
    [
      "another host",
      `update credential_versions set base_url = 'https://evil.test/v1' where credential_id = $1`,
    ],
    [
      "http instead of https",
      `update credential_versions set base_url = replace(base_url, 'https', 'http') where credential_id = $1`,
    ],
    [
      "another tenant's key",
      `update tenant_keys k set wrapped = o.wrapped from tenant_keys o, credential_versions v where v.credential_id = $1 and k.tenant_id = v.tenant_id and o.tenant_id <> v.tenant_id`,
    ],
    [
      "a flipped bit in the secret",
      `update credential_versions set ciphertext = set_bit(ciphertext, 400, 1 - get_bit(ciphertext, 400)) where credential_id = $1`,
    ],
    [
      "a flipped bit in the data key",
      `update credential_versions set wrapped_key = set_bit(wrapped_key, 400, 1 - get_bit(wrapped_key, 400)) where credential_id = $1`,
    ],
    [
      "a flipped bit in the tenant's key",
      `update tenant_keys set wrapped = set_bit(wrapped, 400, 1 - get_bit(wrapped, 400)) where tenant_id = (select tenant_id from credentials where id = $1)`,
    ],
  ])(
    "does not open with %s; that stands in the trail and on the page, which shows all others",
    async (_, statement) => {
      expect(await opens()).toBe(PLANTED);
      await world.ownerSql.unsafe(statement, [uuidOf("cred", own)]);
      await expect(opens()).rejects.toMatchObject({ reason: "undecryptable" });
      await expect(opens()).rejects.toMatchObject({ reason: "undecryptable" });
      const trail = await world.ownerSql`
      select target_label from audit_entries where action = 'credential.undecryptable' and tenant_id = ${uuidOf("ten", acme.id)}`;
      expect(trail).toEqual([{ target_label: "a key" }]);
      const { items } = await listCredentials.execute(world.deps, keyhold(acme.id), {});
      expect(items.map(({ label, state }) => [label, state])).toEqual([
        ["second", "unchecked"],
        ["a key", "undecryptable"],
      ]);
    },
  );

  it("is remembered no longer than until a change to it", async () => {
    const tags: string[][] = [];
    const opener = credentialOpener(world.as("api"), {
      known: () => null,
      async find(_id, read) {
        const value = await read();
        if (value) tags.push([value.credentialId, value.tenantId]);
        return { value, stale: false };
      },
    });
    const opened: OpenedCredential = await opener({ tenantId: acme.id, credentialId: own });
    expect(opened).toMatchObject({ provider: "openai", baseUrl: "https://api.openai.com/v1", version: 1 });
    expect(JSON.stringify(opened)).not.toContain(PLANTED);
    expect(tags).toEqual([[own, acme.id]]);
    const before = await world.ownerSql`select count(*)::int as count from changes where kind = 'credential'`;
    await world.ownerSql`update credential_versions set base_url = 'https://evil.test' where credential_id = ${uuidOf("cred", own)}`;
    const after = await world.ownerSql`select count(*)::int as count from changes where kind = 'credential'`;
    expect(after[0]!.count).toBe(before[0]!.count + 1);
  });
});

describe("a rotation", () => {
  const TENANTS = 7;
  const ids: { tenantId: Id<"ten">; id: string }[] = [];
  beforeEach(async () => {
    world = await testWorld();
    ids.length = 0;
    for (let index = 0; index < TENANTS; index += 1) {
      const tenant = await makeTenant(world);
      ids.push({ tenantId: tenant.id, id: (await makeCredential(world, tenant)).id });
    }
  });
  afterEach(() => world?.close());

  const step = async (rows = 3) => (await rotateStep.execute(both(), keyhold(), { rows })).rotation;
  const hold = (deps: Deps, nodeId = newId("node")) => holdMasterKeys.execute(deps, keyhold(), { nodeId });
  const allOpen = async (deps: Deps) => {
    for (const { tenantId, id } of ids) expect(await secretOf(deps, tenantId, id)).toBe(PLANTED);
  };
  const versions = async () =>
    (
      await world.ownerSql`select kek_version as version, count(*)::int as count from tenant_keys group by 1 order by 1`
    ).map(({ version, count }) => `${version}: ${count}`);

  it("is tried without writing first, goes on where a killed rotator left it, and proves that nothing is left", async () => {
    await hold(both());
    await requestRotation.execute(world.deps, keyhold(), { dryRun: true });
    for (let count = 0; count < 5; count += 1) await step();
    expect((await status()).rotation).toMatchObject({
      state: "done",
      dryRun: true,
      done: TENANTS,
      total: TENANTS,
    });
    expect(await versions()).toEqual([`1: ${TENANTS}`]);

    await requestRotation.execute(world.deps, keyhold(), {});
    const twice = requestRotation.execute(world.deps, keyhold(), {});
    await expect(twice).rejects.toMatchObject({ code: "conflict" });
    await step();
    await step();
    const died = rotateStep.execute(both(), keyhold(), { rows: 3 }, async () => {
      throw new Error("killed in the middle of a step");
    });
    await expect(died).rejects.toThrow();
    expect(await versions()).toEqual([`1: ${TENANTS - 3}`, "2: 3"]);
    expect((await status()).masterKeys).toMatchObject([
      { version: 2, writes: true },
      { version: 1, tenantKeys: TENANTS - 3, mayBeDropped: false },
    ]);
    await allOpen(both());
    for (let count = 0; count < 5; count += 1) await step();
    expect((await status()).rotation).toMatchObject({ state: "done", done: TENANTS, unreadable: 0 });
    expect(await versions()).toEqual([`2: ${TENANTS}`]);
    expect((await status()).masterKeys).toMatchObject([
      { version: 2, tenantKeys: TENANTS },
      { version: 1, tenantKeys: 0, sealingKeys: 0, mayBeDropped: true },
    ]);
    await allOpen(withKeys(second));
    await expect(checkMasterKeys.execute(withKeys(second), keyhold(), {})).resolves.toEqual([]);
  });

  it("waits until every process holds the new master key, and nobody writes under it before", async () => {
    await hold(both());
    await hold(world.as("api"));
    await requestRotation.execute(world.deps, keyhold(), {});
    expect(await step()).toMatchObject({ state: "failed", failure: /every api process/ });
    const tenant = await makeTenant(world);
    const input = { provider: "openai" as const, label: "x", secret: PLANTED };
    const { id } = await addCredential.execute(both(), keyhold(tenant.id), input);
    expect(await secretOf(world.as("api"), tenant.id, id)).toBe(PLANTED);
  });

  it("leaves a row aside that does not open, says so, and ends", async () => {
    await hold(both());
    await world.ownerSql`
      update tenant_keys set wrapped = set_bit(wrapped, 400, 1 - get_bit(wrapped, 400))
      where tenant_id = ${uuidOf("ten", ids[3]!.tenantId)}`;
    await requestRotation.execute(world.deps, keyhold(), {});
    for (let count = 0; count < 6; count += 1) await step();
    expect(await status()).toMatchObject({
      unreadable: 1,
      rotation: { state: "done", done: TENANTS - 1, unreadable: 1 },
    });
    expect((await status()).masterKeys.at(-1)).toMatchObject({ version: 1, mayBeDropped: true });
    const [row] =
      await world.ownerSql`select unreadable_since is not null as broken from tenant_keys where kek_version = 1`;
    expect(row).toEqual({ broken: true });
  });

  it("keeps what was sealed before it openable", async () => {
    await hold(both());
    const tenant = await makeTenant(world);
    const actor = await principalOf(world, { tenant, role: "owner" });
    const entry = await sealAs(world, actor);
    const { id } = await addCredential.execute(world.deps, actor, {
      provider: "openai",
      label: "s",
      ...entry,
    });
    await requestRotation.execute(world.deps, keyhold(), {});
    for (let count = 0; count < 6; count += 1) await step();
    await takeIn(withKeys(second));
    const view = await getCredential.execute(world.deps, actor, { credentialId: id });
    expect(view.state).toBe("unchecked");
  });
});
