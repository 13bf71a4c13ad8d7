// Encryption that is bound to its place: AES-256-GCM, 96-bit random nonce, and a commitment to key and place that is
// compared first, because GCM alone opens under more than one key (RFC 5116; "key commitment", Albertini et al. 2022).
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { associatedData } from "#lib/shared/associated-data.ts";

/** Thrown for a record that does not open, without saying why: a changed byte, another place and another key are one. */
export class EnvelopeError extends Error {
  constructor() {
    super("this does not open");
    this.name = "EnvelopeError";
  }
}

/** Where a value belongs. In any other place it does not open. */
export interface Place {
  purpose: "provider-key";
  tenant: string;
  credential: string;
  version: number;
  provider: string;
  /** The address that the value may be sent to; another host is another place. */
  baseUrl: string;
}

/** A value under a data key of its own, and that key under the tenant's. */
export interface EncryptedValue {
  wrappedKey: Buffer;
  ciphertext: Buffer;
}

export const KEY_BYTES = 32;
const FORMAT = 1;
const AES_256_GCM_COMMITTED = 1;
const NONCE_BYTES = 12;
const COMMITMENT_BYTES = 32;
const TAG_BYTES = 16;
const HEADER_BYTES = 2 + NONCE_BYTES + COMMITMENT_BYTES;

/** Format (1 byte), algorithm (1), nonce (12), commitment (32), ciphertext, tag (16). */
export function encrypt(key: Buffer, plain: Uint8Array, place: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const head = Buffer.concat([Buffer.of(FORMAT, AES_256_GCM_COMMITTED), nonce, commitmentOf(key, place)]);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(place);
  return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws EnvelopeError unless `record` was made by encrypt() with this key for this place. */
export function decrypt(key: Buffer, record: Uint8Array, place: Uint8Array): Buffer {
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
  if (bytes.length < HEADER_BYTES + TAG_BYTES) throw new EnvelopeError();
  if (bytes[0] !== FORMAT || bytes[1] !== AES_256_GCM_COMMITTED) throw new EnvelopeError();
  const nonce = bytes.subarray(2, 2 + NONCE_BYTES);
  const commitment = bytes.subarray(2 + NONCE_BYTES, HEADER_BYTES);
  if (!timingSafeEqual(commitment, commitmentOf(key, place))) throw new EnvelopeError();
  const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAAD(place);
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(HEADER_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new EnvelopeError();
  }
}

/** Encrypts a text under a new data key, and that key under the tenant's. */
export function encryptValue(tenantKey: Buffer, value: string, place: Place): EncryptedValue {
  const dataKey = randomBytes(KEY_BYTES);
  const ciphertext = encrypt(dataKey, Buffer.from(value, "utf8"), bytesOf(place, "value"));
  const wrappedKey = encrypt(tenantKey, dataKey, bytesOf(place, "data-key"));
  dataKey.fill(0);
  return { wrappedKey, ciphertext };
}

/** Throws EnvelopeError as decrypt() does. */
export function decryptValue(tenantKey: Buffer, encrypted: EncryptedValue, place: Place): string {
  const dataKey = decrypt(tenantKey, encrypted.wrappedKey, bytesOf(place, "data-key"));
  if (dataKey.length !== KEY_BYTES) throw new EnvelopeError();
  const value = decrypt(dataKey, encrypted.ciphertext, bytesOf(place, "value"));
  dataKey.fill(0);
  return value.toString("utf8");
}

function bytesOf(place: Place, part: "value" | "data-key"): Uint8Array {
  const { purpose, tenant, credential, version, provider, baseUrl } = place;
  const host = new URL(baseUrl).host;
  return associatedData([FORMAT, purpose, part, tenant, credential, version, provider, host, baseUrl]);
}

/** HKDF-SHA-256 (RFC 5869) of the key with the info "commit" ‖ place; Node's own takes no info above 1,024 bytes. */
function commitmentOf(key: Buffer, place: Uint8Array): Buffer {
  const extracted = createHmac("sha256", Buffer.alloc(COMMITMENT_BYTES)).update(key).digest();
  return createHmac("sha256", extracted).update("commit").update(place).update(Buffer.of(1)).digest();
}
