// Sealing a provider key for the api before it leaves the browser, or a program: HPKE (RFC 9180), base mode,
// HKDF-SHA-256, AES-256-GCM, with X25519, or P-256 where that is missing. Whoever carries it on cannot read it.
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import { associatedData } from "./associated-data.ts";

export const SEALING_SUITES = ["x25519", "p256"] as const;
export type SealingSuiteName = (typeof SEALING_SUITES)[number];

/** A public key of the api, base64url. */
export interface PublicSealingKey {
  kid: string;
  suite: SealingSuiteName;
  publicKey: string;
}

/** What lets one person seal one key for one credential, once. */
export interface SealTicket {
  tenant: string;
  credential: string;
  /** The user, or service token, that may hand the sealed key in. */
  user: string;
  /** Base64url. */
  nonce: string;
  keys: readonly PublicSealingKey[];
  /** RFC 3339. */
  expiresAt: string;
}

/** Where the key may be sent to. */
export interface SealTarget {
  provider: string;
  baseUrl: string;
}

/** All that a sealed key is bound to. */
export type SealBinding = Pick<SealTicket, "tenant" | "credential" | "user" | "nonce"> &
  SealTarget & { kid: string };

export const SEALING_INFO = "keyhold sealed provider key, 1";

/** Browsers have WebCrypto on https and on localhost only. */
export function canSeal(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}

/** The sealed key as "kid.enc.ciphertext". Throws when the platform can do none of the ticket's suites. */
export async function sealSecret(ticket: SealTicket, target: SealTarget, secret: string): Promise<string> {
  let failure: unknown = new Error("there is no public key to seal to");
  for (const suite of SEALING_SUITES) {
    const key = ticket.keys.find((each) => each.suite === suite);
    if (!key) continue;
    try {
      return await sealTo(key, { ...ticket, ...target, kid: key.kid }, secret);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** The parts of a sealed key, or null for a text that is none. */
export function readSealed(text: string): { kid: string; enc: Uint8Array; ciphertext: Uint8Array } | null {
  const [, kid, enc, ciphertext] = /^(seal_[0-9a-z]{26})\.([\w-]{43,90})\.([\w-]{22,1500})$/.exec(text) ?? [];
  if (!kid || !enc || !ciphertext) return null;
  return { kid, enc: fromBase64Url(enc), ciphertext: fromBase64Url(ciphertext) };
}

/** The cipher suite of a name. */
export function sealingSuite(name: SealingSuiteName): CipherSuite {
  const kem = name === "x25519" ? new DhkemX25519HkdfSha256() : new DhkemP256HkdfSha256();
  return new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });
}

/** What is authenticated with the sealed key. */
export function sealingPlace(binding: SealBinding): Uint8Array<ArrayBuffer> {
  const { kid, tenant, credential, user, nonce, provider, baseUrl } = binding;
  const host = new URL(baseUrl).host;
  return associatedData([1, kid, tenant, credential, user, nonce, provider, host, baseUrl]);
}

async function sealTo(key: PublicSealingKey, binding: SealBinding, secret: string): Promise<string> {
  const suite = sealingSuite(key.suite);
  const encoder = new TextEncoder();
  const recipientPublicKey = await suite.kem.deserializePublicKey(fromBase64Url(key.publicKey));
  const { enc, ct } = await suite.seal(
    { recipientPublicKey, info: encoder.encode(SEALING_INFO) },
    encoder.encode(secret),
    sealingPlace(binding),
  );
  return `${key.kid}.${toBase64Url(enc)}.${toBase64Url(ct)}`;
}

function toBase64Url(bytes: ArrayBuffer): string {
  const binary = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
