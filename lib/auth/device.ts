// A device from which an account signed in before has a throttle of its own, so that a stranger who guesses at the
// account cannot lock its owner out. The mark is random bits with an HMAC over them and the account's address.
import { randomBytes, timingSafeEqual } from "node:crypto";
import { digestSecret, everyDigest } from "#lib/crypto/digest.ts";
import type { Keyring } from "#lib/crypto/keyring.ts";

/** A mark for the cookie of a device that has just signed in as `email`. */
export function markDevice(peppers: Keyring, email: string): string {
  const random = randomBytes(16).toString("base64url");
  return `${random}.${digestSecret(peppers, text(random, email)).digest.toString("base64url")}`;
}

/** Whether the mark was made for `email` by this installation. */
export function isKnownDevice(peppers: Keyring, mark: string, email: string): boolean {
  const [random, proof] = mark.split(".");
  if (!random || !proof) return false;
  const given = Buffer.from(proof, "base64url");
  return everyDigest(peppers, text(random, email)).some(
    (digest) => digest.length === given.length && timingSafeEqual(digest, given),
  );
}

const text = (random: string, email: string) => `keyhold device\n${random}\n${email}`;
