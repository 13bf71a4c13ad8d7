// What a browser seals is opened by the api alone, and only as what it was sealed to be.
import { describe, expect, test } from "vitest";
import { EnvelopeError } from "#lib/crypto/envelope.ts";
import { makeSealingPair, unseal } from "#lib/crypto/unsealing.ts";
import { newId } from "#lib/shared/ids.ts";
import { readSealed, SEALING_SUITES, type SealTicket, sealSecret } from "#lib/shared/sealing.ts";

const TARGET = { provider: "openai", baseUrl: "https://api.openai.com/v1" };
const SECRET = "sk-proj-a-planted-provider-key";

async function ticketFor(suite: (typeof SEALING_SUITES)[number]) {
  const pair = await makeSealingPair(suite);
  const ticket: SealTicket = {
    tenant: "ten_a",
    credential: "cred_a",
    user: "usr_a",
    nonce: "bm9uY2U",
    keys: [{ kid: newId("seal"), suite, publicKey: pair.publicKey.toString("base64url") }],
    expiresAt: "2026-01-01T00:00:00Z",
  };
  return { ticket, privateKey: pair.privateKey };
}

describe.each(SEALING_SUITES)("sealed with %s", (suite) => {
  test("a key comes back with the private part, and is not to be seen before", async () => {
    const { ticket, privateKey } = await ticketFor(suite);
    const sealed = await sealSecret(ticket, TARGET, SECRET);
    expect(sealed).not.toContain(Buffer.from(SECRET).toString("base64url").slice(4, 20));
    expect(await unseal(sealed, { ...ticket, ...TARGET }, suite, privateKey)).toBe(SECRET);
  });

  test("nothing opens for another tenant, credential, person, ticket, provider, host or public key", async () => {
    const { ticket, privateKey } = await ticketFor(suite);
    const sealed = await sealSecret(ticket, TARGET, SECRET);
    const binding = { ...ticket, ...TARGET };
    const elsewhere: Partial<typeof binding>[] = [
      { tenant: "ten_b" },
      { credential: "cred_b" },
      { user: "usr_b" },
      { nonce: "bm9uY2V" },
      { provider: "groq" },
      { baseUrl: "https://api.openai.com.evil.test/v1" },
      { baseUrl: "http://api.openai.com/v1" },
    ];
    for (const change of elsewhere)
      await expect(unseal(sealed, { ...binding, ...change }, suite, privateKey)).rejects.toThrow(
        EnvelopeError,
      );
    const renamed = sealed.replace(/^[^.]+/, newId("seal"));
    await expect(unseal(renamed, binding, suite, privateKey)).rejects.toThrow(EnvelopeError);
    const stranger = (await ticketFor(suite)).privateKey;
    await expect(unseal(sealed, binding, suite, stranger)).rejects.toThrow(EnvelopeError);
  });

  test("no byte of it can be changed", async () => {
    const { ticket, privateKey } = await ticketFor(suite);
    const sealed = await sealSecret(ticket, TARGET, "short");
    const [kid, enc, ciphertext] = sealed.split(".") as [string, string, string];
    const flipped = (text: string) => {
      const bytes = Buffer.from(text, "base64url");
      return [...bytes.keys()].map((index) => {
        const changed = Buffer.from(bytes);
        changed[index]! ^= 0x01;
        return changed.toString("base64url");
      });
    };
    const forged = [
      ...flipped(enc).map((each) => `${kid}.${each}.${ciphertext}`),
      ...flipped(ciphertext).map((each) => `${kid}.${enc}.${each}`),
    ];
    for (const text of forged)
      await expect(unseal(text, { ...ticket, ...TARGET }, suite, privateKey)).rejects.toThrow(EnvelopeError);
  });
});

test("P-256 is taken where X25519 cannot be used", async () => {
  const [x25519, p256] = [await ticketFor("x25519"), await ticketFor("p256")];
  const broken = { ...x25519.ticket.keys[0]!, publicKey: "AA" };
  const ticket = { ...p256.ticket, keys: [broken, ...p256.ticket.keys] };
  const sealed = await sealSecret(ticket, TARGET, SECRET);
  expect(readSealed(sealed)?.kid).toBe(p256.ticket.keys[0]!.kid);
  expect(await unseal(sealed, { ...ticket, ...TARGET }, "p256", p256.privateKey)).toBe(SECRET);
});
