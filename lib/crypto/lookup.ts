// How a slow hash is found: the pepper's version and the first 24 bits of the secret's HMAC, as in "1.0af3c2".
// It narrows a search to one row and tells nobody who lacks the pepper anything about the secret.
import { digestSecret } from "./digest.ts";
import type { Keyring } from "./keyring.ts";

const BYTES = 3;

/** The lookup id of `secret` under the pepper that writes now. */
export function lookupId(peppers: Keyring, secret: string): string {
  const { digest, pepperVersion } = digestSecret(peppers, secret);
  return `${pepperVersion}.${digest.toString("hex", 0, BYTES)}`;
}

/** The lookup ids of `secret` under every pepper, for finding it. */
export function everyLookupId(peppers: Keyring, secret: string): string[] {
  return [...peppers.keys.keys()].map((version) =>
    lookupId({ current: version, keys: peppers.keys }, secret),
  );
}
