// A key finder over a pool.
import type { Database } from "#db/client.ts";
import type { Log } from "#lib/core/log.ts";
import { IN_DATABASE, traced } from "#lib/core/tracing/tracer.ts";
import type { Keyring } from "#lib/crypto/keyring.ts";
import { readHmacKeys } from "./hmac-key-store.ts";
import { createHmacKeys, type HmacKeys } from "./hmac-keys.ts";
import { createKeyFinder, type KeyFinder } from "./key-finder.ts";
import type { SecretUpgrades } from "./secret-upgrades.ts";
import { findKey } from "./store.ts";

interface Ingredients {
  db: Database;
  peppers: Keyring;
  keyPrefix: string;
  log: Log;
  /** Whether this process would have heard of a change; never, when left out. */
  isFresh?: () => boolean;
  upgrades?: SecretUpgrades;
}

export interface FinderWithKeys {
  find: KeyFinder;
  /** To be told of changes, like a cache. */
  hmacKeys: HmacKeys;
}

export function openKeyFinder(ingredients: Ingredients): FinderWithKeys {
  const { db, peppers, keyPrefix, log, isFresh = () => false, upgrades } = ingredients;
  const onUnreadable = (id: string) => log.error({ id }, "the key of imported HMACs cannot be opened");
  const hmacKeys = createHmacKeys(() => readHmacKeys(db.sql, peppers, onUnreadable), isFresh);
  const find = createKeyFinder({
    peppers,
    keyPrefix,
    hmacKeys,
    findKey: (forms) => traced("find_key", IN_DATABASE, () => findKey(db.sql, forms)),
    onProven: (found, secret) => upgrades?.note(found, secret),
  });
  return { find, hmacKeys };
}
