// When a budget has been spent by a half, by four fifths, and whole: noted once for each of its windows.
import { LRUCache } from "lru-cache";
import type { Id } from "#lib/shared/ids.ts";
import type { Limit } from "#lib/shared/limits.ts";
import type { LimitState } from "#lib/verify/limiter.ts";
import { bucketOf } from "#lib/verify/windows.ts";

const PERCENTS = [50, 80, 100];
const MARKS_AT_MOST = 50_000;

export interface BudgetMark {
  tenantId: Id<"ten">;
  keyId: Id<"key">;
  limitName: string;
  meter: string;
  limit: number;
  percent: number;
  /** Beginning of the window. */
  bucket: Date;
  at: Date;
}

interface Spent {
  tenantId: Id<"ten">;
  keyId: Id<"key">;
  limits: readonly Limit[];
  /** As they stood when the call was admitted, with what was set aside for it. */
  states: readonly LimitState[];
  /** What the call came to use beyond that, by meter. */
  differences: ReadonlyMap<string, number>;
  now: Date;
}

export interface BudgetMarks {
  note(spent: Spent): void;
}

export function createBudgetMarks(keep: (mark: BudgetMark) => Promise<void>): BudgetMarks {
  const kept = new LRUCache<string, true>({ max: MARKS_AT_MOST });
  return {
    note({ tenantId, keyId, limits, states, differences, now }) {
      for (const limit of limits) {
        const state = states.find(({ name }) => name === limit.name);
        if (limit.kind !== "quota" || !differences.has(limit.meter) || !state) continue;
        const used = state.limit - state.remaining + (differences.get(limit.meter) as number);
        const bucketMs = bucketOf(limit.window, now.getTime());
        for (const percent of PERCENTS) {
          const id = `${keyId} ${limit.name} ${bucketMs} ${percent}`;
          if (used * 100 < limit.limit * percent || kept.has(id)) continue;
          kept.set(id, true);
          const { name: limitName, meter, limit: most } = limit;
          const bucket = new Date(bucketMs);
          void keep({ tenantId, keyId, limitName, meter, limit: most, percent, bucket, at: now });
        }
      }
    },
  };
}
