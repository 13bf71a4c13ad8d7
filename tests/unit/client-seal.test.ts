// What the client seals, the api opens; both have the same table of addresses.
import { describe, expect, it, test } from "vitest";
import { EnvelopeError } from "#lib/crypto/envelope.ts";
import { makeSealingPair, unseal } from "#lib/crypto/unsealing.ts";
import { newId } from "#lib/shared/ids.ts";
import { PROVIDER_IDS, PROVIDERS } from "#lib/shared/providers.ts";
import { readSealed, SEALING_SUITES } from "#lib/shared/sealing.ts";
import { PROVIDER_URLS, type SealTicket, sealProviderKey } from "../../clients/typescript/src/seal.ts";

const SECRET = "sk-proj-a-planted-provider-key";

async function ticketFor(suite: (typeof SEALING_SUITES)[number]) {
  const pair = await makeSealingPair(suite);
  const ticket: SealTicket = {
    tenant: "ten_a",
    credential: "cred_ä",
    user: "tok_a",
    nonce: "bm9uY2U",
    keys: [{ kid: newId("seal"), suite, publicKey: pair.publicKey.toString("base64url") }],
    expiresAt: "2026-01-01T00:00:00Z",
  };
  return { ticket, privateKey: pair.privateKey };
}

describe.each(SEALING_SUITES)("sealed by the client with %s", (suite) => {
  it("opens as what it was sealed to be, for every provider, and as nothing else", async () => {
    const { ticket, privateKey } = await ticketFor(suite);
    for (const provider of PROVIDER_IDS) {
      const given = "https://models.example.com/v1";
      const baseUrl = PROVIDERS[provider].baseUrl ?? given;
      const wish = { provider, baseUrl: `${given}//` };
      const { sealed, nonce } = await sealProviderKey(ticket, wish, ` ${SECRET}\n`);
      const binding = { ...ticket, nonce, provider, baseUrl };
      expect(await unseal(sealed, binding, suite, privateKey)).toBe(SECRET);
      const moved = { ...binding, tenant: "ten_b" };
      await expect(unseal(sealed, moved, suite, privateKey)).rejects.toThrow(EnvelopeError);
    }
  });
});

test("the client knows the providers that the api knows, at the same addresses", () => {
  expect(PROVIDER_URLS).toEqual(Object.fromEntries(PROVIDER_IDS.map((id) => [id, PROVIDERS[id].baseUrl])));
});

test("P-256 is taken where X25519 cannot be used", async () => {
  const [x25519, p256] = [await ticketFor("x25519"), await ticketFor("p256")];
  const keys = [{ ...x25519.ticket.keys[0]!, publicKey: "AA" }, ...p256.ticket.keys];
  const { sealed } = await sealProviderKey({ ...p256.ticket, keys }, { provider: "groq" }, SECRET);
  expect(readSealed(sealed)?.kid).toBe(p256.ticket.keys[0]!.kid);
});

test("what is no key, and a provider without an address, are refused before anything is sent", async () => {
  const { ticket } = await ticketFor("x25519");
  await expect(sealProviderKey(ticket, { provider: "openai" }, "two words")).rejects.toThrow("one word");
  await expect(sealProviderKey(ticket, { provider: "azure-openai" }, SECRET)).rejects.toThrow("address");
});
