import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { PLATFORM_GROUPS, PlatformUsageQuestion } from "./schemas.ts";
import { readSeries } from "./series.ts";

/** The usage of all tenants, or of those named, over time; calls with unknown keys among it. */
export const platformUsageSeries = query({
  name: "usage.platform_series",
  on: "platform",
  can: "usage:read",
  input: PlatformUsageQuestion.extend({ groupBy: z.enum(PLATFORM_GROUPS).default("none") }),
  run: readSeries,
});
