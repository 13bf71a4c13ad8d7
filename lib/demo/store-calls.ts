// Stores calls through the door that verifications use, so that events and roll-ups agree and nothing counts twice.
import { sql } from "drizzle-orm";
import { limitCounters } from "#db/schema/index.ts";
import { onPlatform } from "#db/tenant.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import type { Deps } from "#lib/core/operation.ts";
import type { BudgetMark } from "#lib/gateway/budget-marks.ts";
import { markBudget } from "#lib/gateway/store.ts";
import type { Ledger } from "#lib/verify/ledger.ts";
import type { UsageEvent } from "#lib/verify/usage-event.ts";
import { storeUsage } from "#lib/verify/usage-store.ts";
import type { Window } from "#lib/verify/windows.ts";
import type { StoredKey } from "./stored-key.ts";
import { USAGE_DAYS } from "./story.ts";

const BATCH = 4_000;
/** Batches that are stored at the same time. */
const LANES = 2;

/** Makes room for every day that the demo has calls on. */
export async function makeRoom({ db }: Deps, now: Date): Promise<void> {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const [first, last] = [day(now.getTime() - (USAGE_DAYS + 1) * DAY_MS), day(now.getTime() + DAY_MS)];
  await onPlatform(db, (tx) =>
    tx.execute(sql`select ensure_usage_partitions(${first}::date, ${last}::date)`),
  );
}

export async function storeEvents({ db }: Deps, events: readonly UsageEvent[]): Promise<void> {
  let stored = 0;
  const work = async () => {
    while (stored < events.length) {
      const batch = events.slice(stored, stored + BATCH);
      stored += batch.length;
      await storeUsage(db.sql, batch);
    }
  };
  await Promise.all(Array.from({ length: LANES }, work));
}

export async function storeMarks({ db }: Deps, marks: readonly BudgetMark[]): Promise<void> {
  for (const mark of marks) await markBudget(db.sql, mark);
}

/** Writes what was spent of a key's limits, unless it is written already. */
export async function storeSpending({ db }: Deps, { key }: StoredKey, ledger: Ledger): Promise<void> {
  const { tenantId, id: keyId } = key;
  const rows = [...ledger].flatMap(([id, counter]) => {
    const [meter, window] = id.split(" ") as [string, Window];
    return [...counter].map(([bucketMs, { spent, lastMs }]) => ({
      ...{ tenantId, keyId, meter, window, spent },
      bucket: new Date(bucketMs),
      lastAt: new Date(lastMs),
    }));
  });
  if (rows.length === 0) return;
  await onPlatform(db, (tx) => tx.insert(limitCounters).values(rows).onConflictDoNothing());
}
