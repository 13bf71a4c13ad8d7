// Seals a provider key where it is typed, for Keyhold's api alone: HPKE (RFC 9180), base mode, HKDF-SHA-256, AES-256-GCM,
// with X25519, or P-256 where that is missing. Whoever carries it on cannot read it. Needs @hpke/core.
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import type { ProviderId, SealTicket } from "./types.ts";

export type { ProviderId, SealTicket } from "./types.ts";

/** Where keys of a provider are sent; null where each account has an address of its own. */
export const PROVIDER_URLS: Readonly<Record<ProviderId, string | null>> = {
  openai: "https://api.openai.com/v1",
  anthropic: "https://api.anthropic.com/v1",
  gemini: "https://generativelanguage.googleapis.com/v1beta/openai",
  mistral: "https://api.mistral.ai/v1",
  groq: "https://api.groq.com/openai/v1",
  openrouter: "https://openrouter.ai/api/v1",
  deepseek: "https://api.deepseek.com/v1",
  "azure-openai": null,
  "openai-compatible": null,
};

const SUITES = ["x25519", "p256"] as const;
const INFO = "keyhold sealed provider key, 1";
const encoder = new TextEncoder();

/** Browsers encrypt on https and on localhost only; elsewhere ask nobody for a key. */
export function canSeal(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}

/**
 * The key as `credentials.add` and `credentials.replace` take it. `baseUrl` is for azure-openai and openai-compatible: the
 * same as is handed in with it. Throws when the key is none, the address is missing, or the platform cannot encrypt.
 */
export async function sealProviderKey(
  ticket: SealTicket,
  { provider, baseUrl }: { provider: ProviderId; baseUrl?: string },
  key: string,
): Promise<{ sealed: string; nonce: string }> {
  const secret = key.trim();
  if (!/^[\x21-\x7e]{8,1000}$/.test(secret))
    throw new TypeError("A provider key is one word of 8 to 1,000 letters, digits and signs.");
  const address = PROVIDER_URLS[provider] ?? (baseUrl && new URL(baseUrl).href.replace(/\/+$/, ""));
  if (!address) throw new TypeError(`${provider} has no address of its own: give the one of your account.`);
  let failure: unknown = new Error("There is no public key to seal to.");
  for (const suite of SUITES) {
    const to = ticket.keys.find((each) => each.suite === suite);
    if (!to) continue;
    try {
      return {
        sealed: await sealTo(to, place(ticket, to.kid, provider, address), secret),
        nonce: ticket.nonce,
      };
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function sealTo(
  { kid, suite, publicKey }: SealTicket["keys"][number],
  bound: Uint8Array<ArrayBuffer>,
  secret: string,
): Promise<string> {
  const kem = suite === "x25519" ? new DhkemX25519HkdfSha256() : new DhkemP256HkdfSha256();
  const hpke = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });
  const recipientPublicKey = await hpke.kem.deserializePublicKey(fromBase64Url(publicKey));
  const { enc, ct } = await hpke.seal(
    { recipientPublicKey, info: encoder.encode(INFO) },
    encoder.encode(secret),
    bound,
  );
  return `${kid}.${toBase64Url(enc)}.${toBase64Url(ct)}`;
}

/** What it is bound to: each part as its length in bytes (4 bytes, big endian) and its UTF-8. Moved elsewhere, it does not open. */
function place(
  { tenant, credential, user, nonce }: SealTicket,
  kid: string,
  provider: string,
  address: string,
): Uint8Array<ArrayBuffer> {
  const parts = [1, kid, tenant, credential, user, nonce, provider, new URL(address).host, address];
  const encoded = parts.map((part) => encoder.encode(String(part)));
  const joined = new Uint8Array(encoded.reduce((sum, { length }) => sum + 4 + length, 0));
  const view = new DataView(joined.buffer);
  let offset = 0;
  for (const bytes of encoded) {
    view.setUint32(offset, bytes.length);
    joined.set(bytes, offset + 4);
    offset += 4 + bytes.length;
  }
  return joined;
}

function toBase64Url(bytes: ArrayBuffer): string {
  const binary = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
