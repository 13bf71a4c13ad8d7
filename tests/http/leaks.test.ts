// Keys that were found in public: GitHub is believed when it signed, a program when it may, and the key is kept nowhere.
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { gitHubKeys } from "#lib/api/leaks/github-keys.ts";
import { createEgress } from "#lib/core/egress/guard.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { generateToken } from "#lib/crypto/token.ts";
import { createKey } from "#lib/keys/create-key.ts";
import { enableKey } from "#lib/keys/enable-key.ts";
import { getKey } from "#lib/keys/get-key.ts";
import { setLeakPolicy } from "#lib/leaks/set-leak-policy.ts";
import { makeTenant, type TenantRow } from "#tests/support/factories.ts";
import { leaksIn } from "#tests/support/leaks.ts";
import { type Management, startManagement } from "#tests/support/management.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

let world: TestWorld;
let api: Management;
let tenant: TenantRow;
let folder: string;
const egress = createEgress();
const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" });
const seen: string[] = [];

beforeAll(async () => {
  world = await testWorld();
  folder = mkdtempSync(join(tmpdir(), "keyhold-leaks-"));
  const file = join(folder, "keys.json");
  const key = pair.publicKey.export({ type: "spki", format: "pem" });
  writeFileSync(file, JSON.stringify({ public_keys: [{ key_identifier: "abc", key, is_current: true }] }));
  api = await startManagement(world, { githubKeys: gitHubKeys(file, egress.dispatcher) });
  tenant = await makeTenant(world);
});
afterAll(async () => {
  await api?.close();
  await egress.close();
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

const inTenantOf = () => systemPrincipal("test", tenant.id);
const issue = async (secret?: string) => {
  const key = await createKey.execute(world.deps, inTenantOf(), { name: "web", environment: "live", secret });
  seen.push(key.secret);
  return key;
};
const state = async (keyId: string) => (await getKey.execute(world.deps, inTenantOf(), { keyId })).status;

function fromGitHub(findings: object[], { key = pair.privateKey, identifier = "abc" } = {}) {
  const body = JSON.stringify(findings);
  return api.send("POST", "/v1/leaks", body, signedBy(key, identifier, body));
}

function signedBy(key: KeyObject, identifier: string, body: string): Record<string, string> {
  return {
    "Github-Public-Key-Identifier": identifier,
    "Github-Public-Key-Signature": sign("sha256", Buffer.from(body), key).toString("base64"),
  };
}

test("GitHub is told which tokens were ours, and ours work no more", async () => {
  const key = await issue();
  const foreign = generateToken("kh", "live");
  const url = `https://github.com/octocat/repo/blob/1234/.env?key=${key.secret}`;
  const answer = await fromGitHub([
    { token: key.secret, type: "keyhold_key", url, source: "content" },
    { token: foreign, type: "keyhold_key", url: "https://github.com/x", source: "content" },
  ]);
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual([
    { token_hash: expect.any(String), token_type: "keyhold_key", label: "true_positive" },
    { token_hash: expect.any(String), token_type: "keyhold_key", label: "false_positive" },
  ]);
  expect(await state(key.id)).toBe("disabled");
  const events = await world.ownerSql`
    select data from webhook_events where type = 'key.leaked' and tenant_id = ${uuidOf("ten", tenant.id)}`;
  expect(events).toMatchObject([
    {
      data: {
        key: { id: key.id },
        leak: { action: "disabled", source: "content", reportedBy: "GitHub secret scanning" },
      },
    },
  ]);
  const audit = await world.ownerSql`
    select target_label from audit_entries
    where action = 'leak.report' and target_id = ${key.id} and tenant_id = ${uuidOf("ten", tenant.id)}`;
  expect(audit).toMatchObject([{ target_label: "web" }]);
});

test("nobody is GitHub who did not sign these very bytes with its key", async () => {
  const key = await issue();
  const findings = [{ token: key.secret, type: "t", url: "https://x.test", source: "content" }];
  const forged = await fromGitHub(findings, { key: stranger.privateKey });
  const unknown = await fromGitHub(findings, { identifier: "other" });
  const body = JSON.stringify(findings);
  const changed = await api.send("POST", "/v1/leaks", `${body} `, signedBy(pair.privateKey, "abc", body));
  const none = await api.send("POST", "/v1/leaks", { leaks: [{ token: key.secret }] });
  expect([forged, unknown, changed, none].map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  expect(await state(key.id)).toBe("active");
});

test("a program reports with leaks:write and with nothing else", async () => {
  const key = await issue("a chosen secret of a tenant's own, long enough");
  const leaks = [{ key: key.secret, url: "https://paste.test/1", source: "paste" }];
  const reader = await api.program({ permissions: ["keys:read"] });
  expect((await reader.call("POST", "/v1/leaks", { leaks })).status).toBe(403);
  const scanner = await api.program({ permissions: ["leaks:write", "keys:read"] });
  const { status, body } = await scanner.call("POST", "/v1/leaks", { leaks });
  expect(status).toBe(200);
  expect(body).toEqual({ results: [{ label: "true_positive", keyId: key.id, action: "disabled" }] });
  const list = await scanner.call("GET", `/v1/leaks?keyId=${key.id}`);
  expect(list.body.items).toMatchObject([{ url: "https://paste.test/1", action: "disabled", reports: 1 }]);
});

test("the same place again is counted, and a key that somebody enabled stays enabled", async () => {
  const key = await issue();
  const scanner = await api.program({ permissions: ["leaks:write", "keys:read"] });
  const leaks = [{ token: key.secret, url: "https://paste.test/2", source: "paste" }];
  await scanner.call("POST", "/v1/leaks", { leaks });
  await enableKey.execute(world.deps, inTenantOf(), { keyId: key.id });
  await scanner.call("POST", "/v1/leaks", { leaks });
  expect(await state(key.id)).toBe("active");
  const { body } = await scanner.call("GET", `/v1/leaks?keyId=${key.id}`);
  expect(body.items).toMatchObject([{ reports: 2 }]);
});

test("what is done is as the plan says, and else as all others", async () => {
  const scanner = await api.program({ permissions: ["leaks:write"] });
  const admin = systemPrincipal("test");
  const report = async (secret: string) =>
    (await scanner.call("POST", "/v1/leaks", { leaks: [{ token: secret }] })).body.results[0].action;
  await setLeakPolicy.execute(world.deps, admin, { policy: "revoke" });
  const revoked = await issue();
  expect(await report(revoked.secret)).toBe("revoked");
  expect(await state(revoked.id)).toBe("revoked");
  const [plan] = await world.ownerSql`select slug from plans where is_default`;
  await setLeakPolicy.execute(world.deps, admin, { plan: plan!.slug, policy: "report" });
  const kept = await issue();
  expect(await report(kept.secret)).toBe("none");
  expect(await state(kept.id)).toBe("active");
  await setLeakPolicy.execute(world.deps, admin, { plan: plan!.slug, policy: null });
  const token = await api.program({ permissions: ["keys:verify"] });
  seen.push(token.secret);
  expect(await report(token.secret)).toBe("revoked");
  expect((await token.call("POST", "/v1/keys/verify", { key: "x" })).status).toBe(401);
});

test("no key that was reported stands in any table", async () => {
  const tables = await world.ownerSql`
    select format('%I', c.relname) as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;
  for (const { name } of tables) {
    const rows = await world.ownerSql.unsafe(`select t::text as row from ${name} t`);
    expect(leaksIn(rows.map(({ row }) => String(row)).join("\n"), seen), name).toEqual([]);
  }
});
