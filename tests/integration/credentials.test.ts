// Provider keys come in, are looked after, and never come out.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { DAY_MS, HOUR_MS } from "#lib/core/clock.ts";
import { addCredential } from "#lib/credentials/add-credential.ts";
import { checkCredential } from "#lib/credentials/check-credential.ts";
import { claimCheck } from "#lib/credentials/claim-check.ts";
import { getCredential } from "#lib/credentials/get-credential.ts";
import { listCredentialUse } from "#lib/credentials/list-credential-use.ts";
import { listCredentials } from "#lib/credentials/list-credentials.ts";
import { noteCheck } from "#lib/credentials/note-check.ts";
import { openVersion } from "#lib/credentials/open-version.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { removeCredential } from "#lib/credentials/remove-credential.ts";
import { replaceCredential } from "#lib/credentials/replace-credential.ts";
import { requestDailyChecks } from "#lib/credentials/request-daily-checks.ts";
import { retireVersion } from "#lib/credentials/retire-version.ts";
import { shiftCredential } from "#lib/credentials/shift-credential.ts";
import { updateCredential } from "#lib/credentials/update-credential.ts";
import { PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { beginEntry } from "#lib/vault/begin-entry.ts";
import { publishSealingKeys } from "#lib/vault/publish-sealing-keys.ts";
import { keyhold, makeCredential, PLANTED, sealAs, takeIn, targetOf } from "../support/credentials.ts";
import { describeCommand } from "../support/describe-command.ts";
import { makeTenant, principalOf, type TenantRow } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

const OTHER = "sk-proj-ANOTHER-4nRk8cYd3Jf6Hm5Gp7aVx2qLw9ZbT";
const roles = { allowed: { role: "admin" }, refused: { role: "developer" }, role: "api" } as const;
const plain = { provider: "openai", label: "main", secret: PLANTED } as const;

describeCommand(addCredential, {
  ...roles,
  arrange: () => plain,
  hasTarget: false,
  worked: (view) => {
    expect(view).toMatchObject({ state: "unchecked", last4: PLANTED.slice(-4), label: "main" });
    expect(JSON.stringify(view)).not.toContain(PLANTED);
  },
  bad: { change: { provider: "acme", label: " ", hint: "x" }, fields: ["provider", "label", "hint"] },
});

describeCommand(updateCredential, {
  ...roles,
  arrange: async ({ world, tenant }) => ({
    credentialId: (await makeCredential(world, tenant)).id,
    label: "renamed",
  }),
  worked: (view) => expect(view.label).toBe("renamed"),
  bad: { change: { label: "" }, fields: ["label"] },
});

describeCommand(replaceCredential, {
  ...roles,
  arrange: async ({ world, tenant }) => ({
    credentialId: (await makeCredential(world, tenant)).id,
    secret: OTHER,
  }),
  worked: (view) =>
    expect(view.versions).toMatchObject([{ version: 2, role: "current", last4: OTHER.slice(-4) }]),
  bad: { change: { sealed: "also" }, fields: ["secret"] },
});

describeCommand(shiftCredential, {
  ...roles,
  arrange: async ({ world, tenant }) => besideOf(world, tenant),
  worked: (view) => expect(rolesOf(view)).toEqual(["2 current", "1 previous"]),
  bad: { change: { version: 0 }, fields: ["version"] },
});

describeCommand(retireVersion, {
  ...roles,
  arrange: async ({ world, tenant }) => besideOf(world, tenant),
  worked: (view) => expect(rolesOf(view)).toEqual(["1 current"]),
  bad: { change: { version: "two" }, fields: ["version"] },
});

describeCommand(removeCredential, {
  ...roles,
  arrange: async ({ world, tenant }) => ({ credentialId: (await makeCredential(world, tenant)).id }),
  worked: async (_view, { world }) => {
    const rows = await world.ownerSql`select state, ciphertext, wrapped_key, sealed from credential_versions`;
    expect(rows.at(-1)).toEqual({ state: "ended", ciphertext: null, wrapped_key: null, sealed: null });
  },
  bad: { change: { credentialId: 1 }, fields: ["credentialId"] },
});

describeCommand(checkCredential, {
  ...roles,
  arrange: async ({ world, tenant, deps }) => {
    const { id } = await makeCredential(world, tenant);
    const found = { credentialId: id, version: 1, state: "ok", detail: null, latencyMs: 12 } as const;
    await noteCheck.execute(deps, keyhold(tenant.id), found);
    return { credentialId: id };
  },
  worked: (view) => expect(view.versions[0]?.check).toMatchObject({ state: "ok", running: true }),
  bad: { change: { version: -1 }, fields: ["version"] },
});

const rolesOf = (view: { versions: { version: number; role: string }[] }) =>
  view.versions.map(({ version, role }) => `${version} ${role}`);

/** A credential with a second key beside its first, and the second's number. */
async function besideOf(world: TestWorld, tenant: TenantRow) {
  const { id: credentialId } = await makeCredential(world, tenant);
  const input = { credentialId, secret: OTHER, beside: true };
  await replaceCredential.execute(world.as("api"), keyhold(tenant.id), input);
  return { credentialId, version: 2 };
}

describe("a key that is sealed in a browser", () => {
  let world: TestWorld;
  let tenant: TenantRow;
  beforeAll(async () => {
    world = await testWorld();
    tenant = await makeTenant(world);
  });
  afterAll(() => world?.close());

  const owner = () => principalOf(world, { tenant, role: "owner" });
  const add = async (sealing?: Parameters<typeof sealAs>[2]) => {
    const actor = await owner();
    const entry = await sealAs(world, actor, sealing);
    return addCredential.execute(world.deps, actor, { provider: "openai", label: "sealed", ...entry });
  };
  const seen = async (id: string) => getCredential.execute(world.deps, await owner(), { credentialId: id });
  const opened = (id: string, version?: number) =>
    openVersion.execute(world.as("api"), keyhold(tenant.id), { credentialId: id, version });

  it("waits unreadable, and is in the vault when the api has taken it in", async () => {
    const { id, state, last4 } = await add();
    expect({ state, last4 }).toEqual({ state: "pending", last4: null });
    await expect(opened(id)).resolves.toMatchObject({ unavailable: "pending" });
    await takeIn(world.as("api"));
    expect(await seen(id)).toMatchObject({ state: "unchecked", last4: PLANTED.slice(-4) });
    const stored = await opened(id);
    expect("secret" in stored && stored.secret.reveal()).toBe(PLANTED);
    const [row] = await world.ownerSql`select sealed, nonce from credential_versions where state = 'stored'`;
    expect(row).toEqual({ sealed: null, nonce: null });
  });

  it("cannot be opened, nor plainly stored, by the dashboard", async () => {
    const { id } = await add();
    await takeIn(world.as("api"));
    const asWeb = openVersion.execute(world.deps, keyhold(tenant.id), { credentialId: id });
    await expect(asWeb).rejects.toMatchObject({ code: "unavailable" });
    const plainly = addCredential.execute(world.deps, await owner(), plain);
    await expect(plainly).rejects.toMatchObject({ code: "unavailable" });
  });

  it("is taken once, from the person who began the entry, within an hour", async () => {
    const actor = await owner();
    const entry = { provider: "openai" as const, label: "x", ...(await sealAs(world, actor)) };
    const another = await owner();
    const stolen = addCredential.execute(world.deps, another, entry);
    await expect(stolen).rejects.toMatchObject({ code: "invalid_input", fields: { nonce: /again/ } });
    await addCredential.execute(world.deps, actor, entry);
    const twice = addCredential.execute(world.deps, actor, entry);
    await expect(twice).rejects.toMatchObject({ code: "invalid_input" });
    const late = { ...entry, ...(await sealAs(world, actor)) };
    world.clock.advance(HOUR_MS + 1);
    await expect(addCredential.execute(world.deps, actor, late)).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("is refused when it was sealed for another provider, address, tenant or credential, or is no key", async () => {
    const wrong = await add({ target: targetOf("groq") });
    const spaced = await add({ secret: "not a key" });
    await takeIn(world.as("api"));
    for (const { id } of [wrong, spaced]) {
      expect((await seen(id)).state).toBe("refused");
      await expect(opened(id)).resolves.toMatchObject({ unavailable: "pending" });
    }
    const [audit] = await world.ownerSql`
      select after from audit_entries where action = 'credential.take_in' order by seq desc limit 1`;
    expect(audit?.after).toMatchObject({ state: "refused" });
  });

  it("replaces the key of its own credential alone, and the old one is spent until it is in the vault", async () => {
    const { id } = await add();
    await takeIn(world.as("api"));
    const actor = await owner();
    const foreign = await sealAs(world, actor, { secret: OTHER });
    const replace = (entry: object) =>
      replaceCredential.execute(world.deps, actor, { credentialId: id, ...entry });
    await expect(replace(foreign)).rejects.toMatchObject({ fields: { nonce: /another credential/ } });
    const view = await replace(await sealAs(world, actor, { secret: OTHER, credentialId: id }));
    expect(rolesOf(view)).toEqual(["2 next", "1 current"]);
    const before = await opened(id);
    expect("secret" in before && before.secret.reveal()).toBe(PLANTED);
    await takeIn(world.as("api"));
    const after = await opened(id);
    expect("secret" in after && after.secret.reveal()).toBe(OTHER);
    expect(rolesOf(await seen(id))).toEqual(["2 current"]);
  });

  it("has public keys to be sealed to that live a day, with an hour in which two are good", async () => {
    const kids = async () => {
      await publishSealingKeys.execute(world.as("api"), keyhold(), {});
      return (await beginEntry.execute(world.deps, await owner(), {})).keys.map(({ kid }) => kid);
    };
    world.clock.advance(2 * DAY_MS);
    const first = await kids();
    expect(first).toHaveLength(2);
    world.clock.advance(DAY_MS - HOUR_MS - 1000);
    expect(await kids()).toEqual(first);
    const { id } = await add();
    world.clock.advance(2000);
    const second = await kids();
    expect(second.filter((kid) => first.includes(kid))).toEqual([]);
    await takeIn(world.as("api"));
    expect((await seen(id)).state).toBe("unchecked");
    world.clock.advance(HOUR_MS);
    await kids();
    const [row] = await world.ownerSql`select count(*)::int as count from sealing_keys`;
    expect(row?.count).toBe(2);
  });
});

describe("a rollover", () => {
  it("puts a second key beside the first, tries it, shifts to it, can shift back, and retires one", async () => {
    const world = await testWorld();
    try {
      const tenant = await makeTenant(world);
      const [deps, actor] = [world.as("api"), keyhold(tenant.id)];
      const target = await besideOf(world, tenant);
      const { credentialId } = target;
      expect((await checkCredential.execute(deps, actor, target)).versions[0]?.check.running).toBe(true);
      const inUse = retireVersion.execute(deps, actor, { credentialId, version: 1 });
      await expect(inUse).rejects.toMatchObject({ code: "conflict" });
      await shiftCredential.execute(deps, actor, target);
      const third = { credentialId, secret: "sk-a-third-key-0123456789", beside: true };
      await expect(replaceCredential.execute(deps, actor, third)).rejects.toMatchObject({ code: "conflict" });
      const back = await shiftCredential.execute(deps, actor, { credentialId, version: 1 });
      expect(rolesOf(back)).toEqual(["2 next", "1 current"]);
      await shiftCredential.execute(deps, actor, target);
      const done = await retireVersion.execute(deps, actor, { credentialId, version: 1 });
      expect(rolesOf(done)).toEqual(["2 current"]);
      const opened = await openVersion.execute(deps, actor, { credentialId });
      expect("secret" in opened && opened.secret.reveal()).toBe(OTHER);
    } finally {
      await world.close();
    }
  });
});

describe("the keys that spend a credential", () => {
  it("are known from the tenant's own newest calls, with their quotas, and another tenant's are not", async () => {
    const world = await testWorld();
    try {
      const [acme, globex] = [await makeTenant(world), await makeTenant(world)];
      const { id } = await makeCredential(world, acme);
      const quota = {
        name: "generations",
        kind: "quota",
        meter: "requests",
        limit: 50,
        window: "month",
      } as const;
      const busy = await makeKey(world, acme, { name: "busy", limits: [quota] });
      const quiet = await makeKey(world, acme, { limits: [] });
      const month = new Date(Date.UTC(world.clock.now().getUTCFullYear(), world.clock.now().getUTCMonth()));
      await world.ownerSql`
        insert into limit_counters (tenant_id, key_id, meter, "window", bucket, spent, last_at)
        values (${uuidOf("ten", acme.id)}, ${uuidOf("key", busy.id)}, 'requests', 'month', ${month.toISOString()}, 15, now())`;
      const call = (tenant: TenantRow, keyId: string, daysAgo: number) => world.ownerSql`
        insert into model_calls (tenant_id, id, at, key_id, environment, provider, model, payer, credential_id, request_id,
          input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, streamed, estimated, total_micros)
        values (${uuidOf("ten", tenant.id)}, gen_random_uuid(), ${new Date(world.clock.now().getTime() - daysAgo * DAY_MS).toISOString()},
          ${uuidOf("key", keyId)}, 'live', 'openai', 'm', 'byok', ${uuidOf("cred", id)}, 'req', 1, 0, 0, 1, 0, false, false, 1)`;
      for (const daysAgo of [1, 2, 40]) await call(acme, busy.id, daysAgo);
      await call(acme, quiet.id, 3);
      const use = (tenant: TenantRow) => listCredentialUse.execute(world.deps, keyhold(tenant.id), {});
      const spent = { name: "generations", meter: "requests", window: "month", used: 15, limit: 50 };
      expect((await use(acme)).items).toEqual([
        {
          credentialId: id,
          month: { calls: 0, failed: 0, unpriced: 0, cost: "0" },
          keys: [
            { id: busy.id, name: "busy", calls: 2, quotas: [spent] },
            { id: quiet.id, name: "a key", calls: 1, quotas: [] },
          ],
        },
      ]);
      expect((await use(globex)).items).toEqual([]);
    } finally {
      await world.close();
    }
  });
});

describe("the platform's own keys", () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await testWorld();
  });
  afterAll(() => world?.close());

  it("are kept by staff, in the platform's trail, and seen by no tenant", async () => {
    const admin = await principalOf(world, { platformRole: "admin" });
    const { id } = await platformOwn(addCredential).execute(world.as("api"), admin, plain);
    const list = await platformOwn(listCredentials).execute(world.deps, admin, {});
    expect(list.items.map((item) => item.id)).toEqual([id]);
    const tenant = await makeTenant(world);
    const owner = await principalOf(world, { tenant, role: "owner" });
    expect((await listCredentials.execute(world.deps, owner, {})).items).toEqual([]);
    const asTenant = platformOwn(listCredentials).execute(world.deps, owner, {});
    await expect(asTenant).rejects.toMatchObject({ code: "forbidden" });
    const support = await principalOf(world, { platformRole: "support" });
    const removal = platformOwn(removeCredential).execute(world.deps, support, { credentialId: id });
    await expect(removal).rejects.toMatchObject({ code: "forbidden" });
    const opened = await openVersion.execute(world.as("api"), keyhold(PLATFORM_TENANT), { credentialId: id });
    expect("secret" in opened && opened.secret.reveal()).toBe(PLANTED);
  });

  it("are checked like all others: claimed once, again after a minute without an answer, and daily", async () => {
    const deps = world.as("api");
    const claims = async () => (await claimCheck.execute(deps, keyhold(), {})).claimed;
    const claimed = await claims();
    expect(claimed).toMatchObject({ tenantId: PLATFORM_TENANT, version: 1 });
    expect(await claims()).toBeNull();
    world.clock.advance(61_000);
    expect(await claims()).toEqual(claimed);
    const found = { ...claimed!, state: "ok" as const, detail: null, latencyMs: 80 };
    const { tenantId, ...noted } = found;
    await noteCheck.execute(deps, keyhold(tenantId), noted);
    world.clock.advance(HOUR_MS);
    expect(await claims()).toBeNull();
    await requestDailyChecks.execute(world.as("worker"), keyhold(), {});
    expect(await claims()).toBeNull();
    world.clock.advance(DAY_MS);
    await requestDailyChecks.execute(world.as("worker"), keyhold(), {});
    expect(await claims()).toEqual(claimed);
  });

  it("are not tried by themselves when they came with demo data, for they are invented", async () => {
    const requested = () => requestDailyChecks.execute(world.as("worker"), keyhold(), {});
    await world.ownerSql`update credential_versions set check_requested_at = null`;
    const invent = (startedAt: Date) => world.ownerSql`
      insert into demo_data (started_at, finished_at) values (${startedAt.toISOString()}, now())
      on conflict (single) do update set started_at = excluded.started_at`;
    await invent(world.clock.now());
    expect(await requested()).toEqual({ requested: 0 });
    await invent(new Date(0));
    expect(await requested()).toEqual({ requested: 1 });
  });
});
