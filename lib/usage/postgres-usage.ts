// Usage as Postgres keeps it: what lib/verify/usage-store.ts writes, read from the smallest sums that hold the answer.
import { rankSpenders, sumCredentials } from "./credential-sums.ts";
import { findStoredCall, readStoredCall } from "./find-stored-call.ts";
import { listEvents } from "./list-events.ts";
import { sumModels } from "./model-sums.ts";
import { newestBucket } from "./queries.ts";
import { rankCallers } from "./rank-callers.ts";
import { sumAll } from "./sum-all.ts";
import { sumByBucket } from "./sum-by-bucket.ts";
import { sumByQuarter } from "./sum-by-quarter.ts";
import type { UsageStore } from "./usage-store.ts";
import { seenValues } from "./values-seen.ts";

/** Whatever shows usage reads it here. */
export const usage: Omit<UsageStore, "write"> = {
  series: sumByBucket,
  top: (tx, filter, ask) => sumByBucket(tx, filter, { ...ask, starts: [filter.from] }),
  histogram: (tx, filter, ask) => sumByBucket(tx, filter, { ...ask, source: "latency" }),
  totals: sumAll,
  week: sumByQuarter,
  models: sumModels,
  list: listEvents,
  modelCall: findStoredCall,
  modelUse: readStoredCall,
  callers: rankCallers,
  spent: sumCredentials,
  spenders: rankSpenders,
  distinct: seenValues,
  newest: newestBucket,
};
