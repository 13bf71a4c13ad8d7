import { query } from "#lib/core/operation.ts";
import { UsageQuestion } from "./schemas.ts";
import { readTotals } from "./totals.ts";

/** One tenant's usage of a range in a handful of numbers, beside the period before. */
export const usageTotals = query({
  name: "usage.totals",
  on: "tenant",
  can: "usage:read",
  input: UsageQuestion.omit({ metric: true }),
  run: readTotals,
});
