// Limits over every process on one database. Calls that arrive while a transaction is under way wait for the next
// one and are decided in it together, in the order in which they came.
import type { Clock } from "#lib/core/clock.ts";
import type { Counters, Wanted } from "./counter-store.ts";
import { counterId, type Ledger, type Spending, spend } from "./ledger.ts";
import { decideLimits } from "./limit-core.ts";
import { type Charges, type Limiter, LimiterUnavailable, type LimitVerdict } from "./limiter.ts";

const BATCH_AT_MOST = 500;
const TRANSACTIONS_AT_ONCE = 2;

type Spent = (Spending & Pick<Charges, "tenantId" | "keyId">)[];

/** Runs `decide` on the counters of the keys and writes what it spends, in one transaction. */
export type UpdateCounters = (
  wanted: readonly Wanted[],
  decide: (counters: Counters) => Spent,
  nowMs?: number,
) => Promise<void>;

interface Waiting {
  charges: Charges;
  resolve(verdict: LimitVerdict): void;
  reject(error: Error): void;
}

/** A limiter on the database's clock; `clock` replaces it in tests. */
export function createPostgresLimiter(update: UpdateCounters, clock?: Clock): Limiter {
  let waiting: Waiting[] = [];
  let running = 0;

  const work = async () => {
    running += 1;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH_AT_MOST);
      waiting = waiting.slice(BATCH_AT_MOST);
      await settle(batch, update, clock?.().getTime());
    }
    running -= 1;
  };

  return {
    take: (charges) =>
      new Promise((resolve, reject) => {
        waiting.push({ charges, resolve, reject });
        if (running < TRANSACTIONS_AT_ONCE)
          queueMicrotask(() => void (running < TRANSACTIONS_AT_ONCE && work()));
      }),
  };
}

/** Answers come after the commit. */
async function settle(batch: readonly Waiting[], update: UpdateCounters, nowMs?: number): Promise<void> {
  let verdicts: LimitVerdict[] = [];
  try {
    await update(
      wantedBy(batch),
      (counters) => {
        const decided = decideAll(batch, counters);
        verdicts = decided.verdicts;
        return decided.spent;
      },
      nowMs,
    );
  } catch (cause) {
    const error = new LimiterUnavailable("the counters of limits cannot be reached", { cause });
    for (const { reject } of batch) reject(error);
    return;
  }
  for (const [index, { resolve }] of batch.entries()) resolve(verdicts[index] as LimitVerdict);
}

function decideAll(batch: readonly Waiting[], { nowMs, ledgers }: Counters) {
  const verdicts: LimitVerdict[] = [];
  const spent = new Map<string, Spent[number]>();
  for (const { charges } of batch) {
    const { tenantId, keyId, limits, amounts } = charges;
    const ledger = ledgers.get(keyId) as Ledger;
    const { verdict, spendings } = decideLimits(limits, amounts, ledger, nowMs);
    spend(ledger, spendings);
    verdicts.push(verdict);
    for (const spending of spendings) {
      const id = `${keyId} ${counterId(spending.meter, spending.window)}`;
      const before = spent.get(id)?.amount ?? 0;
      spent.set(id, { ...spending, tenantId, keyId, amount: before + spending.amount });
    }
  }
  // Rows in one order, whoever writes them.
  const inOrder = [...spent].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return { verdicts, spent: inOrder };
}

/** Each key once, with every counter that any of its calls needs. */
function wantedBy(batch: readonly Waiting[]): Wanted[] {
  const keys = new Map<string, { charges: Charges; counters: Map<string, Wanted["counters"][number]> }>();
  for (const { charges } of batch) {
    const wanted = keys.get(charges.keyId) ?? { charges, counters: new Map() };
    keys.set(charges.keyId, wanted);
    for (const { meter, window } of charges.limits)
      wanted.counters.set(counterId(meter, window), { meter, window });
  }
  return [...keys.values()].map(({ charges: { tenantId, keyId }, counters }) => ({
    tenantId,
    keyId,
    counters: [...counters.values()],
  }));
}
