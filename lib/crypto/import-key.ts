// Seals the keys of imported HMACs under a key derived from a pepper: whoever has the database alone has neither.
// AES-256-GCM, 96-bit random nonce; keys by HKDF-SHA-256 (RFC 5869); bound to the tenant and the id it is stored under.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { digestSecret } from "./digest.ts";
import type { Keyring } from "./keyring.ts";

const INFO = "keyhold imported hmac key, 1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Nonce, ciphertext and tag, under the pepper that writes now. `place` names the row that holds it. */
export function sealImportKey(peppers: Keyring, place: string, key: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", sealingKey(peppers, peppers.current), nonce);
  cipher.setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
}

/** Throws when the pepper is missing or differs, or when the row was changed. */
export function openImportKey(
  peppers: Keyring,
  pepperVersion: number,
  place: string,
  sealed: Uint8Array,
): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", sealingKey(peppers, pepperVersion), nonce);
  decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}

/** Recognises a key without keeping it. */
export function importKeyMark(peppers: Keyring, key: Buffer): Buffer {
  return digestSecret(peppers, `\0imported hmac key\0${key.toString("hex")}`).digest;
}

function sealingKey(peppers: Keyring, version: number): Buffer {
  const pepper = peppers.keys.get(version);
  if (!pepper) throw new Error(`pepper version ${version} is missing`);
  return Buffer.from(hkdfSync("sha256", pepper, Buffer.alloc(0), INFO, 32));
}
