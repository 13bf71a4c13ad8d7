// The api's side of sealed entry: makes key pairs, and opens what was sealed to them.
import {
  readSealed,
  SEALING_INFO,
  type SealBinding,
  type SealingSuiteName,
  sealingPlace,
  sealingSuite,
} from "#lib/shared/sealing.ts";
import { EnvelopeError } from "./envelope.ts";

export interface SealingPair {
  publicKey: Buffer;
  privateKey: Buffer;
}

/** A new pair, as RFC 9180 serialises it. */
export async function makeSealingPair(suiteName: SealingSuiteName): Promise<SealingPair> {
  const { kem } = sealingSuite(suiteName);
  const pair = await kem.generateKeyPair();
  return {
    publicKey: Buffer.from(await kem.serializePublicKey(pair.publicKey)),
    privateKey: Buffer.from(await kem.serializePrivateKey(pair.privateKey)),
  };
}

/** Throws EnvelopeError when `sealed` was made for another key, place, person or ticket, or was changed. */
export async function unseal(
  sealed: string,
  binding: Omit<SealBinding, "kid">,
  suiteName: SealingSuiteName,
  privateKey: Uint8Array,
): Promise<string> {
  const parts = readSealed(sealed);
  if (!parts) throw new EnvelopeError();
  const suite = sealingSuite(suiteName);
  try {
    const recipientKey = await suite.kem.deserializePrivateKey(Uint8Array.from(privateKey));
    const plain = await suite.open(
      { recipientKey, enc: Uint8Array.from(parts.enc), info: new TextEncoder().encode(SEALING_INFO) },
      Uint8Array.from(parts.ciphertext),
      sealingPlace({ ...binding, kid: parts.kid }),
    );
    return new TextDecoder("utf-8", { fatal: true }).decode(plain);
  } catch {
    throw new EnvelopeError();
  }
}
