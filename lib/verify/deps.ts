// Everything that the data plane is handed, made once from a pool and a clock.
import type { Database } from "#db/client.ts";
import type { Clock } from "#lib/core/clock.ts";
import { toDomainError } from "#lib/core/driver-errors.ts";
import type { Log } from "#lib/core/log.ts";
import type { Keyring } from "#lib/crypto/keyring.ts";
import type { FailurePolicy } from "#lib/shared/limits.ts";
import type { Outcome } from "#lib/shared/outcomes.ts";
import { updateCounters } from "./counter-store.ts";
import { withFailurePolicy } from "./failure-policy.ts";
import type { Limiter } from "./limiter.ts";
import { createMemoryLimiter } from "./memory-limiter.ts";
import { createMeter, type Meter } from "./meter.ts";
import { createPostgresLimiter } from "./postgres-limiter.ts";
import { createSlowSecrets, type SlowSecrets } from "./slow-secrets.ts";
import { type FoundKey, findKey } from "./store.ts";
import { storeUsage } from "./usage-store.ts";

/** Numbers for whoever watches. */
export interface VerifyObserver {
  verified(outcome: Outcome, micros: number): void;
  limiterFailed(policy: FailurePolicy): void;
  usageLost(): void;
}

export interface VerifyDeps {
  clock: Clock;
  peppers: Keyring;
  keyPrefix: string;
  findKey(digests: readonly Buffer[], lookups: readonly string[]): Promise<FoundKey | null>;
  slowSecrets: SlowSecrets;
  limiter: Limiter;
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
  /** Replaces the database's clock for the windows of limits, in tests. */
  windowClock?: Clock;
}

export function createVerifyDeps(ingredients: Ingredients): VerifyDeps {
  const { db, clock, peppers, keyPrefix } = ingredients;
  return {
    clock,
    peppers,
    keyPrefix,
    findKey: (digests, lookups) => findKey(db.sql, digests, lookups),
    slowSecrets: createSlowSecrets(clock),
    limiter: limiterOf(ingredients),
    meter: meterOf(ingredients),
    observer: ingredients.observer,
  };
}

function limiterOf({ db, clock, windowClock, log, observer }: Ingredients): Limiter {
  const shared = createPostgresLimiter(
    (wanted, decide, nowMs) => updateCounters(db.sql, wanted, decide, nowMs),
    windowClock,
  );
  return withFailurePolicy(shared, {
    local: createMemoryLimiter(windowClock ?? clock),
    onFailure(policy, cause) {
      observer.limiterFailed(policy);
      log.warn({ policy, fault: faultOf(cause) }, "limits cannot be counted");
    },
  });
}

function meterOf({ db, log, observer }: Ingredients): Meter {
  return createMeter({
    store: (events) => storeUsage(db.sql, events),
    isHopeless,
    onDelay: (error, waiting) => log.warn({ waiting, fault: faultOf(error) }, "usage cannot be stored now"),
    onLost({ requestId }, error) {
      observer.usageLost();
      log.error({ requestId, fault: faultOf(error) }, "a usage event cannot be stored");
    },
  });
}

/** Data that Postgres refuses (classes 22 and 23) is refused again the next time. */
function isHopeless(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^2[23]/.test(String(error.code));
}

/** What happened, without the statement and the values in it. */
function faultOf(error: unknown): string {
  const known = toDomainError(error);
  return known.cause instanceof Error ? known.cause.message : known.message;
}
