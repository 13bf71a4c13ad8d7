// Keys by their secrets.

import type { NowOrLater } from "#lib/core/now-or-later.ts";
import { everyDigest, memoryId } from "#lib/crypto/digest.ts";
import type { Keyring } from "#lib/crypto/keyring.ts";
import { everyLookupId } from "#lib/crypto/lookup.ts";
import type { Directory, Found } from "./directory.ts";
import type { FoundKey } from "./store.ts";
import type { UnknownGuard } from "./unknown-guard.ts";

export interface KeyDirectory {
  /**
   * The key that has this secret, or may have it by a slow hash. `from` is who is slowed down when it is unknown.
   * Rejects with TooManyUnknown, or with `unavailable` when nobody can be asked.
   */
  find(secret: string, from: string | null): NowOrLater<Found<FoundKey>>;
}

interface KeyDirectoryOptions {
  peppers: Keyring;
  directory: Directory<FoundKey>;
  guard: UnknownGuard;
  findKey(digests: readonly Buffer[], lookups: readonly string[]): Promise<FoundKey | null>;
}

export function createKeyDirectory({
  peppers,
  directory,
  guard,
  findKey,
}: KeyDirectoryOptions): KeyDirectory {
  return {
    find: (secret, from) =>
      directory.find(memoryId(secret), () =>
        guard.run(from, () => findKey(everyDigest(peppers, secret), everyLookupId(peppers, secret))),
      ),
  };
}
