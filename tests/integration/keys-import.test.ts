import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { createKey } from "#lib/keys/create-key.ts";
import { getKey } from "#lib/keys/get-key.ts";
import { importAnyKeys } from "#lib/keys/import-any-keys.ts";
import { importKeys } from "#lib/keys/import-keys.ts";
import type { ImportKeysInput } from "#lib/keys/import-schemas.ts";
import { lookupKey } from "#lib/keys/lookup-key.ts";
import { describeCommand } from "../support/describe-command.ts";
import { makeTenant, principalOf, type TenantRow } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { argon2idOf, bcryptOf, hmacOf, legacySecret, sha256Of } from "../support/stored-forms.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

const row = (secret = legacySecret(), more: object = {}) => ({
  name: "an old key",
  hash: sha256Of(secret),
  format: "sha256-hex",
  ...more,
});

describeCommand(importKeys, {
  arrange: () => ({ rows: [row()] }),
  allowed: { role: "admin" },
  refused: { role: "developer" },
  hasTarget: false,
  bad: { change: { rows: [], format: "md5", surprise: 1 }, fields: ["rows", "format", "surprise"] },
  worked: ({ counts, results }) => {
    expect(counts).toEqual({ imported: 1, unchanged: 0, invalid: 0, conflict: 0 });
    expect(results).toEqual([{ row: 1, status: "imported", keyId: expect.stringMatching(/^key_/) }]);
  },
});

describeCommand(importAnyKeys, {
  arrange: ({ tenant }) => ({ rows: [row(legacySecret(), { tenant: tenant.clientId })] }),
  allowed: { platformRole: "admin" },
  refused: { platformRole: "support" },
  bad: { change: { rows: "all" }, fields: ["rows"] },
  worked: async ({ results }, { world, tenant }) => {
    const [entry] = await world.ownerSql`
      select action, target_label from audit_entries where tenant_id = ${uuidOf("ten", tenant.id)}`;
    expect(results[0]).toMatchObject({ status: "imported" });
    expect(entry).toMatchObject({ action: "key.import_any", target_label: "an old key" });
  },
});

describe("an import", () => {
  let world: TestWorld;
  let tenant: TenantRow;
  beforeAll(async () => {
    world = await testWorld();
    tenant = await makeTenant(world);
  });
  afterAll(() => world?.close());

  const into = async (target: TenantRow, input: ImportKeysInput) =>
    importKeys.execute(world.deps, await principalOf(world, { tenant: target, role: "admin" }), input);
  const ofRows = (...rows: unknown[]) => into(tenant, { rows });
  const stored = async (keyId: string | undefined) => {
    const [secret] = await world.ownerSql`select * from secrets where key_id = ${uuidOf("key", keyId ?? "")}`;
    return secret!;
  };

  it("takes every form, and keeps none of them so that a dump gives away a secret, its SHA-256, or an HMAC's key", async () => {
    const hmacKey = "the company's own hmac key";
    const [plain, sha, mac, slow, slower] = [1, 2, 3, 4, 5].map(() => legacySecret(`sk${Math.random()}_`));
    const report = await into(tenant, {
      hmacKey,
      rows: [
        { name: "plain", secret: plain },
        { name: "sha", hash: sha256Of(sha!, "base64url"), format: "sha256-base64url" },
        { name: "mac", hash: hmacOf(hmacKey, mac!, "base64"), format: "hmac-sha256-base64" },
        { name: "bcrypt", hash: await bcryptOf(slow!, "y"), start: slow!.slice(0, 12) },
        { name: "argon2id", hash: await argon2idOf(slower!), start: slower!.slice(0, 12) },
      ],
    });
    expect(report.counts.imported).toBe(5);
    const schemes = await Promise.all(report.results.map(async ({ keyId }) => (await stored(keyId)).scheme));
    expect(schemes).toEqual(["hmac", "sha256", "hmac-sha256", "bcrypt", "argon2id"]);
    const dump = JSON.stringify([
      await world.ownerSql`select s::text from secrets s`,
      await world.ownerSql`select i::text from import_keys i`,
      await world.ownerSql`select a::text from audit_entries a`,
      await world.ownerSql`select k::text from keys k`,
    ]);
    for (const text of [plain!, sha!, mac!, slow!, slower!])
      for (const encoding of ["hex", "base64", "base64url"] as const)
        for (const form of [text, sha256Of(text, encoding), hmacOf(hmacKey, text, encoding)])
          expect(dump).not.toContain(form);
    for (const form of [hmacKey, Buffer.from(hmacKey).toString("hex"), sha256Of(hmacKey)])
      expect(dump).not.toContain(form);
    const reader = await principalOf(world, { tenant, role: "viewer" });
    for (const [index, secret] of [plain, sha, mac, slow, slower].entries())
      expect((await lookupKey.execute(world.deps, reader, { key: secret! })).id).toBe(
        report.results[index]!.keyId,
      );
  });

  it("keeps all the fields of a key, the day it was made among them", async () => {
    const report = await ofRows({
      ...row(),
      name: "everything",
      environment: "test",
      scopes: ["logs:write", "read"],
      limits: [{ kind: "rate", limit: 100, window: "1m" }],
      perRequest: { patients: 50 },
      ownerEmail: "Ada@Example.test",
      expiresInDays: 30,
      ipAllow: ["10.1.2.3/8"],
      tags: ["eu"],
      metadata: { team: 7 },
      legacy: true,
      start: "sk_old_ab",
      last4: "wxyz",
      createdAt: "2024-02-29T10:00:00Z",
    });
    const reader = await principalOf(world, { tenant, role: "viewer" });
    const key = await getKey.execute(world.deps, reader, { keyId: report.results[0]!.keyId! });
    expect(key).toMatchObject({
      name: "everything",
      environment: "test",
      scopes: ["logs:write", "*:read"],
      limits: [{ name: "minute", limit: 100 }],
      perRequest: { patients: 50 },
      ownerEmail: "ada@example.test",
      expiresAt: new Date(world.clock.now().getTime() + 30 * DAY_MS).toISOString(),
      ipAllow: ["10.0.0.0/8"],
      tags: ["eu"],
      metadata: { team: 7 },
      legacy: true,
      prefix: "sk_old_ab",
      last4: "wxyz",
      createdAt: "2024-02-29T10:00:00.000Z",
      status: "active",
    });
  });

  it("lets a key that callers hold live on when nobody says when it ends", async () => {
    const { results } = await ofRows(row());
    const [key] = await world.ownerSql`
      select expires_at from keys where id = ${uuidOf("key", results[0]!.keyId!)}`;
    expect(key).toEqual({ expires_at: null });
  });

  it("answers every row by itself, naming the field and what to do", async () => {
    const report = await ofRows(
      row(),
      { name: "no hash" },
      row(undefined, { name: " " }),
      row(undefined, { hash: "abc" }),
      row(undefined, { format: null }),
      row(undefined, { secret: legacySecret() }),
      row(undefined, { surprise: 1 }),
      row(undefined, { tenant: "somebody_else" }),
      row(undefined, { expiresAt: "2020-01-01T00:00:00Z" }),
      row(undefined, { createdAt: "2090-01-01T00:00:00Z" }),
      row(undefined, { scopes: ["superuser"] }),
      { name: "no start", hash: await bcryptOf("whatever-it-is") },
      { name: "short start", hash: await bcryptOf("whatever-it-is"), start: "what" },
      { name: "dear", hash: `$2b$15$${"a".repeat(53)}`, start: "whatever" },
      {
        name: "dear",
        hash: "$argon2id$v=19$m=999999,t=9,p=1$c29tZXNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA",
        start: "whatever",
      },
      { name: "broken", hash: "$argon2id$nonsense", start: "whatever" },
      { name: "ours", secret: "kh_live_0000000000000000000000000000000000000000000000000" },
      "no object",
    );
    expect(report.results.map(({ status, field }) => [status, field])).toEqual([
      ["imported", undefined],
      ["invalid", "hash"],
      ["invalid", "name"],
      ["invalid", "hash"],
      ["invalid", "format"],
      ["invalid", "hash"],
      ["invalid", "surprise"],
      ["invalid", "tenant"],
      ["invalid", "expiresAt"],
      ["invalid", "createdAt"],
      ["invalid", "scopes.0"],
      ["invalid", "start"],
      ["invalid", "start"],
      ["invalid", "hash"],
      ["invalid", "hash"],
      ["invalid", "hash"],
      ["invalid", "secret"],
      ["invalid", "body"],
    ]);
    expect(report.results.slice(1).every(({ detail }) => (detail ?? "").length > 10)).toBe(true);
    expect(report.counts).toEqual({ imported: 1, unchanged: 0, invalid: 17, conflict: 0 });
  });

  it("finds nothing to do the second time, whatever the form, also after a secret was seen", async () => {
    const weak = "a-weak-but-chosen-secret";
    const [strong, slow] = [legacySecret(), legacySecret("sk2_")];
    const rows = [
      { name: "weak", secret: weak },
      { name: "strong", secret: strong },
      row(),
      { name: "mac", hash: hmacOf("k", legacySecret()), format: "hmac-sha256-hex" },
      { name: "slow", hash: await bcryptOf(slow), start: slow.slice(0, 14) },
    ];
    const first = await into(tenant, { rows, hmacKey: "k" });
    expect(first.counts.imported).toBe(5);
    await world.ownerSql`
      update secrets set scheme = 'hmac', digest = sha256(id::text::bytea), slow_hash = null, lookup = null
      where digest is null and key_id = any (${first.results.slice(2).map(({ keyId }) => uuidOf("key", keyId!))})`;
    const second = await into(tenant, { rows, hmacKey: "k" });
    expect(second.counts).toEqual({ imported: 0, unchanged: 5, invalid: 0, conflict: 0 });
    expect(second.results.map(({ keyId }) => keyId)).toEqual(first.results.map(({ keyId }) => keyId));
    const [count] = await world.ownerSql`
      select count(*)::int as keys from import_keys where tenant_id = ${uuidOf("ten", tenant.id)} and mark is not null`;
    expect(count!.keys).toBe(2);
  });

  it("reports a key of another tenant without naming it", async () => {
    const theirs = await makeTenant(world);
    const [weak, chosen, hashed] = ["the-weak-secret-of-both", legacySecret(), legacySecret()];
    await into(theirs, {
      rows: [{ name: "weak", secret: weak }, { name: "a", secret: chosen }, row(hashed)],
    });
    const report = await ofRows({ name: "weak", secret: weak }, { name: "b", secret: chosen }, row(hashed), {
      name: "b",
      secret: hashed,
    });
    expect(report.results.map(({ status, field }) => [status, field])).toEqual([
      ["conflict", "secret"],
      ["conflict", "secret"],
      ["conflict", "hash"],
      ["conflict", "secret"],
    ]);
    expect(JSON.stringify(report)).not.toContain(theirs.clientId);
    expect(JSON.stringify(report)).not.toContain(theirs.id);
    const maker = await principalOf(world, { tenant, role: "admin" });
    const made = createKey.execute(world.deps, maker, { name: "c", secret: hashed });
    await expect(made).rejects.toMatchObject({ code: "conflict" });
  });

  it("refuses slow hashes whose secrets begin alike, for one hash at most is tried", async () => {
    const hash = () => bcryptOf(legacySecret());
    const first = await ofRows({ name: "one", hash: await hash(), start: "unique_ab" });
    expect(first.counts.imported).toBe(1);
    const report = await ofRows(
      { name: "longer", hash: await hash(), start: "unique_abc" },
      { name: "shorter", hash: await hash(), start: "unique_" },
      { name: "other", hash: await hash(), start: "unique_b1" },
      { name: "same as row 3", hash: await hash(), start: "unique_b1xx" },
    );
    expect(report.results.map(({ status, field }) => [status, field])).toEqual([
      ["conflict", "start"],
      ["conflict", "start"],
      ["imported", undefined],
      ["conflict", "start"],
    ]);
  });

  it("imports a secret that stands in two rows once", async () => {
    const secret = legacySecret();
    const other = await makeTenant(world);
    const staff = await principalOf(world, { platformRole: "admin" });
    const report = await importAnyKeys.execute(world.deps, staff, {
      tenant: tenant.clientId,
      rows: [row(secret), row(secret), { name: "the same", secret }, row(secret, { tenant: other.id })],
    });
    expect(report.results.map(({ status }) => status)).toEqual([
      "imported",
      "unchanged",
      "unchanged",
      "conflict",
    ]);
  });

  it("changes nothing on a dry run, and says what would be", async () => {
    const counts = () => world.ownerSql`
      select (select count(*) from keys) as keys, (select count(*) from secrets) as secrets,
             (select count(*) from import_keys) as import_keys, (select count(*) from audit_entries) as entries`;
    const secret = legacySecret();
    const input = {
      dryRun: true,
      hmacKey: "dry",
      rows: [
        row(secret),
        row(secret),
        { name: "m", hash: hmacOf("dry", secret), format: "hmac-sha256-hex" },
        {},
      ],
    };
    const actor = await principalOf(world, { tenant, role: "admin" });
    const before = await counts();
    const report = await importKeys.execute(world.deps, actor, input);
    expect(report).toMatchObject({
      dryRun: true,
      counts: { imported: 2, unchanged: 1, invalid: 1, conflict: 0 },
    });
    expect(report.results.every(({ keyId }) => keyId === undefined)).toBe(true);
    expect(await counts()).toEqual(before);
  });

  it("asks for the key of HMACs, and refuses one that is not written as it says", async () => {
    const rows = [{ name: "m", hash: hmacOf("k", "x"), format: "hmac-sha256-hex" }];
    for (const wish of [{}, { hmacKey: "xyz", hmacKeyEncoding: "hex" as const }])
      await expect(into(tenant, { rows, ...wish })).rejects.toMatchObject({
        code: "invalid_input",
        fields: { hmacKey: expect.any(String) },
      });
  });

  it("takes at most 100 secrets at a time, and a thousand rows in one go", async () => {
    const many = await into(tenant, { rows: Array.from({ length: 1_000 }, () => row()) });
    expect(many.counts.imported).toBe(1_000);
    const plain = Array.from({ length: 102 }, () => ({ name: "p", secret: legacySecret() }));
    const report = await into(tenant, { rows: plain, dryRun: true });
    expect(report.counts).toMatchObject({ imported: 100, invalid: 2 });
  });

  it("never takes a key that is there already for a secret that could be its", async () => {
    const key = await makeKey(world, tenant);
    const report = await ofRows({ name: "again", secret: key.secret }, { name: "x", hash: "a".repeat(64) });
    expect(report.results).toEqual([
      { row: 1, status: "unchanged", keyId: key.id },
      { row: 2, status: "invalid", field: "format", detail: expect.any(String) },
    ]);
  });
});
