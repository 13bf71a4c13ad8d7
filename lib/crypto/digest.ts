// How a secret is recognised without being kept: HMAC-SHA-256 under a pepper that is not in the database.
// 256 random bits need no slow hash; a dump holds neither the secret nor its plain SHA-256.
import { createHash, createHmac, createSecretKey, hash, type KeyObject, randomBytes } from "node:crypto";
import type { Keyring } from "./keyring.ts";

/** The digest of `secret` under the pepper that writes now. */
export function digestSecret(peppers: Keyring, secret: string): { digest: Buffer; pepperVersion: number } {
  return { digest: digestUnder(peppers, peppers.current, secret), pepperVersion: peppers.current };
}

/**
 * What `secret` is found by in this process's memory: 32 characters, which mean nothing in any other process.
 * A third of the time of an HMAC, and safe because the salt never leaves and the result is only compared.
 */
export function memoryId(secret: string): string {
  return hash("sha256", PROCESS_SALT + secret, "binary");
}

/** memoryId() where the same secret mostly comes again: it keeps the last one. */
export function repeatedMemoryId(): (secret: string) => string {
  let last = { secret: "", id: memoryId("") };
  return (secret) => {
    if (secret !== last.secret) last = { secret, id: memoryId(secret) };
    return last.id;
  };
}

const PROCESS_SALT = randomBytes(32).toString("base64");

/** The digests of `secret` under every pepper, for looking it up. */
export function everyDigest(peppers: Keyring, secret: string): Buffer[] {
  return [...peppers.keys.keys()].map((version) => digestUnder(peppers, version, secret));
}

/**
 * 16 hex characters by which a refused secret is known again: another function of it than the digest that finds keys,
 * and too short to stand for it. What is longer than any secret is told apart by its beginning and length.
 */
export function fingerprintSecret(peppers: Keyring, secret: string): string {
  const begin = secret.slice(0, FINGERPRINTED);
  const told = `refused secret\0${secret.length}\0${begin}`;
  return digestUnder(peppers, peppers.current, told).toString("hex", 0, FINGERPRINT_BYTES);
}

const FINGERPRINTED = 1_024;
const FINGERPRINT_BYTES = 8;

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
