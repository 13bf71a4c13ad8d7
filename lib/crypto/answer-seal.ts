// Seals an answer under its caller's own bearer token and Idempotency-Key, neither of which is stored: the database
// alone can open nothing. AES-256-GCM, 96-bit random nonce; keys by HKDF-SHA-256 (RFC 5869).
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { sha256 } from "./digest.ts";

const INFO = "keyhold idempotent answer, 1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface AnswerSeal {
  /** Recognises a request without keeping anything that could be guessed at. */
  digest(request: string): Buffer;
  /** Nonce, ciphertext and tag. `request` is the digest of the request that is answered. */
  seal(answer: string, request: Buffer): Buffer;
  /** Throws when the answer was sealed under other keys, for another request, or was changed. */
  open(sealed: Buffer, request: Buffer): string;
}

/** `bearer` is the whole service token, 256 random bits of it. */
export function answerSeal(bearer: string, idempotencyKey: string): AnswerSeal {
  const derived = Buffer.from(hkdfSync("sha256", bearer, sha256(idempotencyKey), INFO, 64));
  const [sealing, recognising] = [derived.subarray(0, 32), derived.subarray(32)];
  return {
    digest: (request) => createHmac("sha256", recognising).update(request).digest(),
    seal(answer, request) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", sealing, nonce).setAAD(request);
      return Buffer.concat([nonce, cipher.update(answer, "utf8"), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, request) {
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv("aes-256-gcm", sealing, nonce).setAAD(request);
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      const body = sealed.subarray(NONCE_BYTES, -TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
    },
  };
}
