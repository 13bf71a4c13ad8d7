import { query } from "#lib/core/operation.ts";
import { PlatformUsageQuestion } from "./schemas.ts";
import { readTotals } from "./totals.ts";

/** All tenants' usage of a range in a handful of numbers, beside the period before. */
export const platformUsageTotals = query({
  name: "usage.platform_totals",
  on: "platform",
  can: "usage:read",
  input: PlatformUsageQuestion.omit({ metric: true }),
  run: readTotals,
});
