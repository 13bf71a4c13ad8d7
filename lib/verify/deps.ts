// Everything that the data plane is handed, made once from a pool and a clock.
import type { Database } from "#db/client.ts";
import type { Clock } from "#lib/core/clock.ts";
import type { Log } from "#lib/core/log.ts";
import type { Keyring } from "#lib/crypto/keyring.ts";
import type { FailurePolicy } from "#lib/shared/limits.ts";
import type { Outcome } from "#lib/shared/outcomes.ts";
import { noteDegraded } from "./degraded-store.ts";
import { createDegradedWatch } from "./degraded-watch.ts";
import type { KeyDirectory } from "./key-directory.ts";
import { openKeyFinder } from "./key-finder-deps.ts";
import type { Knowledge } from "./knowledge-deps.ts";
import { createSharedLimiter, type SharedLimiter } from "./limiter-deps.ts";
import type { Meter } from "./meter.ts";
import { createPassingMeter, faultOf } from "./meter-deps.ts";
import { createSlowSecrets, type SlowSecrets } from "./slow-secrets.ts";

/** Numbers for whoever watches. */
export interface VerifyObserver {
  verified(outcome: Outcome, micros: number): void;
  answeredStale(): void;
  limiterFailed(policy: FailurePolicy): void;
  usageLost(): void;
}

export interface VerifyDeps {
  clock: Clock;
  peppers: Keyring;
  keyPrefix: string;
  keys: KeyDirectory;
  slowSecrets: SlowSecrets;
  limiter: SharedLimiter;
  meter: Meter;
  observer: VerifyObserver;
}

interface Ingredients {
  db: Database;
  clock: Clock;
  peppers: Keyring;
  keyPrefix: string;
  log: Log;
  observer: VerifyObserver;
  /** What this node remembers; without it every key is looked up. */
  knowledge?: Pick<Knowledge, "keys" | "upgrades" | "nodeId">;
  /** A node's; without it, one for a single call. */
  meter?: Meter;
  /** Replaces the database's clock for the windows of limits, in tests. */
  windowClock?: Clock;
}

export function createVerifyDeps(ingredients: Ingredients): VerifyDeps {
  const { clock, peppers, keyPrefix, knowledge } = ingredients;
  return {
    clock,
    peppers,
    keyPrefix,
    keys: knowledge?.keys ?? everyTime(ingredients),
    slowSecrets: createSlowSecrets(clock, { onProven: knowledge?.upgrades.note }),
    limiter: limiterOf(ingredients),
    meter: ingredients.meter ?? createPassingMeter(ingredients),
    observer: ingredients.observer,
  };
}

/** For one call, as on a command line. */
function everyTime(ingredients: Ingredients): KeyDirectory {
  const { find } = openKeyFinder(ingredients);
  return { find: async (secret) => ({ value: await find(secret), stale: false }), known: () => null };
}

function limiterOf({ db, clock, windowClock, log, observer, knowledge }: Ingredients): SharedLimiter {
  const watch =
    knowledge &&
    createDegradedWatch({ clock, tell: (news) => noteDegraded(db, clock, knowledge.nodeId, news) });
  return createSharedLimiter({
    db,
    clock,
    windowClock,
    onReached: () => watch?.reached(),
    onFailure(policy, cause) {
      observer.limiterFailed(policy);
      watch?.failed(policy);
      log.warn({ policy, fault: faultOf(cause) }, "limits cannot be counted");
    },
  });
}
