// How a secret is recognised without being kept: HMAC-SHA-256 under a pepper that is not in the database.
// 256 random bits need no slow hash; a dump holds neither the secret nor its plain SHA-256.
import { createHash, createHmac, createSecretKey, type KeyObject } from "node:crypto";
import type { Keyring } from "./keyring.ts";

/** The digest of `secret` under the pepper that writes now. */
export function digestSecret(peppers: Keyring, secret: string): { digest: Buffer; pepperVersion: number } {
  return { digest: digestUnder(peppers, peppers.current, secret), pepperVersion: peppers.current };
}

/** The digest under the pepper that writes now as text of 32 characters, for finding what is in memory. */
export function digestText(peppers: Keyring, secret: string): string {
  return createHmac("sha256", keyObjectOf(pepperOf(peppers, peppers.current)))
    .update(secret)
    .digest("binary");
}

/** The digests of `secret` under every pepper, for looking it up. */
export function everyDigest(peppers: Keyring, secret: string): Buffer[] {
  return [...peppers.keys.keys()].map((version) => digestUnder(peppers, version, secret));
}

/** Plain SHA-256, for random values that are not API keys: links and session cookies. */
export function sha256(value: string | Uint8Array): Buffer {
  return createHash("sha256").update(value).digest();
}

function digestUnder(peppers: Keyring, version: number, secret: string): Buffer {
  return createHmac("sha256", keyObjectOf(pepperOf(peppers, version)))
    .update(secret)
    .digest();
}

function pepperOf(peppers: Keyring, version: number): Buffer {
  const pepper = peppers.keys.get(version);
  if (!pepper) throw new Error(`pepper version ${version} is missing`);
  return pepper;
}

/** Node makes one of plain bytes on every call, which takes five times as long as the HMAC itself. */
const keyObjects = new WeakMap<Buffer, KeyObject>();

function keyObjectOf(pepper: Buffer): KeyObject {
  const known = keyObjects.get(pepper) ?? createSecretKey(pepper);
  keyObjects.set(pepper, known);
  return known;
}
