// Asks the database for the key of a secret that this process does not remember, in all forms that it may be stored in.
import type { Keyring } from "#lib/crypto/keyring.ts";
import { type SecretForms, secretForms } from "#lib/crypto/secret-forms.ts";
import type { HmacKeys } from "./hmac-keys.ts";
import type { FoundKey, KeyMatch } from "./store.ts";

interface KeyFinderOptions {
  peppers: Keyring;
  keyPrefix: string;
  hmacKeys: Pick<HmacKeys, "get">;
  findKey(forms: SecretForms): Promise<KeyMatch | null>;
  /** A secret was seen of which only an imported digest is kept. */
  onProven(found: FoundKey, secret: string): void;
}

export type KeyFinder = (secret: string) => Promise<FoundKey | null>;

export function createKeyFinder(options: KeyFinderOptions): KeyFinder {
  const { peppers, keyPrefix, hmacKeys, findKey, onProven } = options;
  return async (secret) => {
    const match = await findKey(secretForms(peppers, keyPrefix, secret, await hmacKeys.get()));
    if (!match) return null;
    const { imported, ...found } = match;
    if (imported) onProven(found, secret);
    return found;
  };
}
