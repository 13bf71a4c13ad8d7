// Under what a secret may be stored: its own digest, digests of what was imported of it, and lookup ids of slow hashes.
// Imported digests stand under the pepper like all others: a dump holds neither a secret nor its plain SHA-256.
import { createHmac } from "node:crypto";
import { START_LEAST, START_MOST } from "#lib/shared/stored-formats.ts";
import { digestSecret, everyDigest, sha256 } from "./digest.ts";
import type { Keyring } from "./keyring.ts";
import { everyLookupId } from "./lookup.ts";
import { tokenForm } from "./token.ts";

export interface SecretForms {
  /** Its own HMAC under every pepper. */
  digests: Buffer[];
  /** Of its SHA-256, and of its HMAC under each of the imported keys, under every pepper. */
  imported: Buffer[];
  /** For slow hashes: bits of its HMAC under every pepper, and its beginnings. */
  lookups: string[];
}

type ImportedScheme = "sha256" | "hmac-sha256" | "bcrypt" | "argon2id";

/** All forms of `secret`; `hmacKeys` are the keys that came with imports of HMACs. */
export function secretForms(
  peppers: Keyring,
  brand: string,
  secret: string,
  hmacKeys: readonly Buffer[],
): SecretForms {
  const hmacs = hmacKeys.map((key) => createHmac("sha256", key).update(secret).digest());
  return {
    digests: everyDigest(peppers, secret),
    imported: [
      ...everyImportedDigest(peppers, "sha256", sha256(secret)),
      ...hmacs.flatMap((digest) => everyImportedDigest(peppers, "hmac-sha256", digest)),
    ],
    lookups: [...everyLookupId(peppers, secret), ...everyStart(brand, secret)],
  };
}

/** What is stored of something imported: a digest, or the text of a slow hash. */
export function importedDigest(peppers: Keyring, scheme: ImportedScheme, of: Buffer | string): Buffer {
  return digestSecret(peppers, materialOf(scheme, of)).digest;
}

/** The same under every pepper, for finding it. */
export function everyImportedDigest(peppers: Keyring, scheme: ImportedScheme, of: Buffer | string): Buffer[] {
  return everyDigest(peppers, materialOf(scheme, of));
}

/** How a slow hash is found by the beginning of its secret. */
export function startLookup(start: string): string {
  return `^${start.slice(0, START_MOST)}`;
}

/** Secrets of our own form are never imported as slow hashes, and so need not be looked for. */
function everyStart(brand: string, secret: string): string[] {
  if (tokenForm(brand, secret) !== "foreign") return [];
  const printable = /^[\x21-\x7e]*/.exec(secret.slice(0, START_MOST))?.[0].length ?? 0;
  const lookups: string[] = [];
  for (let length = START_LEAST; length <= printable; length += 1)
    lookups.push(`^${secret.slice(0, length)}`);
  return lookups;
}

/** Begins with what no secret has in it, so that it is never mistaken for one. */
function materialOf(scheme: ImportedScheme, of: Buffer | string): string {
  return `\0imported ${scheme}\0${typeof of === "string" ? of : of.toString("hex")}`;
}
