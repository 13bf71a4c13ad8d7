// Everything that the gateway is handed, made once for a process.
import { LRUCache } from "lru-cache";
import { buildConnector } from "undici";
import type { Database } from "#db/client.ts";
import { toDomainError } from "#lib/core/driver-errors.ts";
import type { Egress } from "#lib/core/egress/guard.ts";
import type { Log } from "#lib/core/log.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { ProviderId } from "#lib/shared/providers.ts";
import type { VerifyDeps } from "#lib/verify/deps.ts";
import { type Breaker, createBreaker } from "./breaker.ts";
import { type BudgetMarks, createBudgetMarks } from "./budget-marks.ts";
import { createPriceBook, type PriceBook } from "./price-book.ts";
import { createHabits, type Habits } from "./reservation.ts";
import { listSpendable, markBudget, readPrices } from "./store.ts";
import type { StoredCredentials } from "./targets.ts";
import { createUpstream, type Upstream } from "./upstream.ts";

export interface GatewayDeps {
  verification: VerifyDeps;
  credentials: StoredCredentials;
  upstream: Upstream;
  prices: PriceBook;
  breaker: Breaker;
  habits: Habits;
  budgetMarks: BudgetMarks;
  log: Log;
  /** Milliseconds on a clock that only goes forward. */
  nowMs(): number;
  stop(): Promise<void>;
}

interface Ingredients {
  db: Database;
  verification: VerifyDeps;
  log: Log;
  openCredential: StoredCredentials["open"];
  /** The way to addresses that tenants gave; stays the caller's to close. */
  egress: Pick<Egress, "connect">;
  /** Where a provider is instead of at its own address. */
  providerUrls?: Partial<Record<ProviderId, string>> | undefined;
  /** Providers that are told which trace a call belongs to. */
  tracedProviders?: readonly ProviderId[] | undefined;
}

/** A credential that was just stored is found so much later at most; one that was removed does not open any more. */
const LIST_MS = 2_000;
const CONNECT_MS = 10_000;

export function createGatewayDeps(ingredients: Ingredients): GatewayDeps {
  const {
    db,
    verification,
    log,
    openCredential,
    egress,
    providerUrls = {},
    tracedProviders = [],
  } = ingredients;
  const nowMs = () => performance.now();
  const prices = createPriceBook({
    read: () => readPrices(db.sql),
    now: verification.clock,
    onFailure: (error) => log.warn({ fault: toDomainError(error).message }, "prices cannot be read"),
  });
  const upstream = createUpstream({
    guarded: egress.connect,
    plain: buildConnector({ timeout: CONNECT_MS, allowH2: false }),
    elsewhere: providerUrls,
    traced: tracedProviders,
    nowMs,
  });
  const lists = new LRUCache<string, readonly Id<"cred">[]>({ max: 20_000, ttl: LIST_MS });
  return {
    verification,
    log,
    nowMs,
    prices,
    credentials: {
      open: openCredential,
      list(tenantId, provider) {
        const id = `${tenantId} ${provider}`;
        const known = lists.get(id);
        if (known) return known;
        return listSpendable(db.sql, tenantId, provider).then((found) => {
          lists.set(id, found);
          return found;
        });
      },
    },
    upstream,
    breaker: createBreaker(nowMs),
    habits: createHabits(),
    budgetMarks: createBudgetMarks((mark) =>
      markBudget(db.sql, mark).catch((error: unknown) =>
        log.warn({ fault: toDomainError(error).message }, "a budget's mark cannot be kept"),
      ),
    ),
    async stop() {
      prices.stop();
      upstream.close();
    },
  };
}
