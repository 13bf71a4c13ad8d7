// What was imported is verified with the secret that callers have, whichever form it was kept in.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { importKeyMark } from "#lib/crypto/import-key.ts";
import { makeServiceToken, type TestApi, testApi } from "../support/api.ts";
import { makeTenant, type TenantRow } from "../support/factories.ts";
import { argon2idOf, bcryptOf, hmacOf, legacySecret, sha256Of } from "../support/stored-forms.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

const HMAC_KEY = "hmac key of the company";

describe("an imported key", () => {
  let world: TestWorld;
  let api: TestApi;
  let tenant: TenantRow;
  let writer: string;
  beforeAll(async () => {
    world = await testWorld();
    tenant = await makeTenant(world);
    api = await testApi(world);
    writer = await makeServiceToken(world, { tenant, permissions: ["keys:write"] });
  });
  afterAll(async () => {
    await api?.stop();
    await world?.close();
  });

  const send = (body: object, bearer = writer, headers = {}) =>
    api.send("POST", "/v1/keys/import", { bearer, body, headers });
  const stored = (keyId: string) =>
    world.ownerSql`select * from secrets where key_id = ${uuidOf("key", keyId)}`.then(([row]) => row!);

  const forms = {
    "sha256-hex": (secret: string) => sha256Of(secret),
    "sha256-base64": (secret: string) => sha256Of(secret, "base64"),
    "sha256-base64url": (secret: string) => sha256Of(secret, "base64url"),
    "hmac-sha256-hex": (secret: string) => hmacOf(HMAC_KEY, secret),
    "hmac-sha256-base64": (secret: string) => hmacOf(HMAC_KEY, secret, "base64"),
    "hmac-sha256-base64url": (secret: string) => hmacOf(HMAC_KEY, secret, "base64url"),
    bcrypt: (secret: string) => bcryptOf(secret, "a"),
    argon2id: argon2idOf,
  };

  it.each(Object.entries(forms))(
    "kept as %s is good with its secret, and with no other; then it is kept as an HMAC",
    async (format, hashOf) => {
      const secret = legacySecret(`${format}_`);
      const start = secret.slice(0, format.length + 6);
      const answer = await send({
        hmacKey: HMAC_KEY,
        rows: [{ name: format, hash: await hashOf(secret), format, start, scopes: ["logs:write"] }],
      });
      expect([answer.status, answer.body.counts.imported]).toEqual([200, 1]);
      const { keyId } = answer.body.results[0];
      expect((await stored(keyId)).scheme).not.toBe("hmac");

      for (const wrong of [`${secret}x`, secret.slice(0, -1), legacySecret(`${format}_`), sha256Of(secret)])
        expect(await api.verify({ key: wrong })).toMatchObject({ valid: false, code: "NOT_FOUND" });
      expect(await api.verify({ key: secret, scopes: ["logs:write"] })).toMatchObject({
        valid: true,
        keyId,
        tenant: { clientId: tenant.clientId },
      });
      await vi.waitFor(async () => expect((await stored(keyId)).scheme).toBe("hmac"), {
        timeout: 15_000,
        interval: 100,
      });
      expect(await stored(keyId)).toMatchObject({ slow_hash: null, lookup: null, last4: secret.slice(-4) });
      expect(await api.verify({ key: secret })).toMatchObject({ valid: true, keyId });
      expect(await api.verify({ key: `${secret}x` })).toMatchObject({ valid: false, code: "NOT_FOUND" });
    },
  );

  it("goes on being found by the key of its HMAC as long as one secret has not been seen", async () => {
    const [first, second] = [legacySecret(), legacySecret()];
    const rows = [first, second].map((secret) => ({
      name: "m",
      hash: hmacOf("another", secret),
      format: "hmac-sha256-hex",
    }));
    const { body } = await send({ hmacKey: "another", rows });
    expect(await api.verify({ key: first })).toMatchObject({ valid: true });
    await vi.waitFor(async () => expect((await stored(body.results[0].keyId)).scheme).toBe("hmac"));
    expect(await api.verify({ key: second })).toMatchObject({ valid: true, keyId: body.results[1].keyId });
  });

  it("leaves the key of its HMAC behind no longer than it is needed", async () => {
    const secrets = [legacySecret(), legacySecret()];
    const rows = secrets.map((secret) => ({
      name: "m",
      hash: hmacOf("for a while", secret),
      format: "hmac-sha256-hex",
    }));
    await send({ hmacKey: "for a while", rows });
    const kept = async () => {
      const [row] = await world.ownerSql`
        select count(*)::int as keys from import_keys where mark = ${importKeyMark(world.deps.peppers, Buffer.from("for a while"))}`;
      return row!.keys;
    };
    expect(await kept()).toBe(1);
    for (const key of secrets) await api.verify({ key });
    await vi.waitFor(async () => expect(await kept()).toBe(0), { timeout: 10_000 });
    expect(await api.verify({ key: secrets[1] })).toMatchObject({ valid: true });
    const again = await send({ hmacKey: "for a while", rows });
    expect(again.body.counts).toMatchObject({ imported: 0, unchanged: 2 });
  });

  it("whose secret is weak stays under its slow hash", async () => {
    const secret = "correct horse battery";
    const { body } = await send({ rows: [{ name: "weak", hash: await bcryptOf(secret), start: "correct" }] });
    expect(body.counts.invalid + body.counts.imported).toBe(1);
    const keyId = body.results[0].keyId;
    expect(await api.verify({ key: secret })).toMatchObject({ valid: true, keyId });
    expect(await api.verify({ key: secret })).toMatchObject({ valid: true, keyId });
    expect((await stored(keyId)).scheme).toBe("bcrypt");
  });

  it("kept as bcrypt is not good with anything longer than the 72 bytes that bcrypt reads", async () => {
    const secret = `long72_${"x".repeat(65)}`;
    await send({ rows: [{ name: "long", hash: await bcryptOf(secret), start: "long72_" }] });
    expect(await api.verify({ key: `${secret}!` })).toMatchObject({ code: "NOT_FOUND" });
    expect(await api.verify({ key: secret })).toMatchObject({ valid: true });
  });

  it("makes guesses at a slow hash wait, and lets in whoever knows the secret", async () => {
    const secret = "guess-me-if-you-can";
    await send({ rows: [{ name: "guessed", hash: await bcryptOf(secret), start: "guess-me" }] });
    expect(await api.verify({ key: secret })).toMatchObject({ valid: true });
    for (const guess of ["a", "b", "c", "d"]) await api.verify({ key: `guess-me-${guess}-wrongly` });
    const held = await api.send("POST", "/v1/keys/verify", {
      bearer: await makeServiceToken(world, { permissions: ["keys:verify"] }),
      body: { key: "guess-me-once-more-wrongly" },
    });
    expect(held.status).toBe(503);
    expect(await api.verify({ key: secret })).toMatchObject({ valid: true });
  });

  it("is found by no other secret than its own when both are imported", async () => {
    const secret = legacySecret();
    const first = await send({ rows: [{ name: "digest", hash: sha256Of(secret), format: "sha256-hex" }] });
    const again = await send({ rows: [{ name: "plain", secret }] });
    expect(again.body.results[0]).toEqual({
      row: 1,
      status: "unchanged",
      keyId: first.body.results[0].keyId,
    });
  });

  it("is made once when the same request comes twice, and never by a token without the right", async () => {
    const body = { rows: [{ name: "once", hash: sha256Of(legacySecret()), format: "sha256-hex" }] };
    const headers = { "Idempotency-Key": "an import" };
    const [first, second] = [await send(body, writer, headers), await send(body, writer, headers)];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect((await send(body)).body.counts).toMatchObject({ unchanged: 1 });
    const reader = await makeServiceToken(world, { tenant, permissions: ["keys:read"] });
    expect((await send(body, reader)).status).toBe(403);
  });

  it("of any tenant is imported by a token of the platform, and of no other tenant by a tenant's", async () => {
    const other = await makeTenant(world);
    const row = () => ({ name: "x", hash: sha256Of(legacySecret()), format: "sha256-hex" });
    const platform = await makeServiceToken(world, { permissions: ["keys:write"] });
    const both = await send(
      { rows: [{ ...row(), tenant: tenant.id }, { ...row(), tenant: other.clientId }, row()] },
      platform,
    );
    expect(both.body.results.map(({ status }: { status: string }) => status)).toEqual([
      "imported",
      "imported",
      "invalid",
    ]);
    const named = await send({ tenant: other.clientId, rows: [row()] }, platform);
    expect(named.body.counts.imported).toBe(1);
    const refused = await send({ rows: [{ ...row(), tenant: other.clientId }] });
    expect(refused.body.results[0]).toMatchObject({
      status: "invalid",
      field: "tenant",
      detail: "There is no such tenant.",
    });
    expect((await send({ tenant: other.clientId, rows: [row()] })).status).toBe(404);
  });
});
