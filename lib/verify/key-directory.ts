// Keys by their secrets.

import type { NowOrLater } from "#lib/core/now-or-later.ts";
import { memoryId } from "#lib/crypto/digest.ts";
import type { Directory, Found } from "./directory.ts";
import type { FoundKey } from "./store.ts";
import type { UnknownGuard } from "./unknown-guard.ts";

export interface KeyDirectory {
  /**
   * The key that has this secret, or may have it by a slow hash. `from` is who is slowed down when it is unknown.
   * Rejects with TooManyUnknown, or with `unavailable` when nobody can be asked.
   */
  find(secret: string, from: string | null): NowOrLater<Found<FoundKey>>;
  /** What memory alone knows of this secret, when that can be believed. Nothing is remembered of what is malformed. */
  known(secret: string): Found<FoundKey> | null;
}

interface KeyDirectoryOptions {
  directory: Directory<FoundKey>;
  guard: UnknownGuard;
  findKey(secret: string): Promise<FoundKey | null>;
}

export function createKeyDirectory({ directory, guard, findKey }: KeyDirectoryOptions): KeyDirectory {
  return {
    find: (secret, from) =>
      directory.find(memoryId(secret), () => guard.run(from, () => findKey(secret), isSure)),
    known: (secret) => directory.known(memoryId(secret)),
  };
}

/** What a slow hash is found by may be guessed; only the hash itself says whether the secret is right. */
function isSure({ slowHash }: FoundKey): boolean {
  return slowHash === null;
}
