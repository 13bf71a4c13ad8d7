import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { GROUPS, UsageQuestion } from "./schemas.ts";
import { readSeries } from "./series.ts";

/** One tenant's usage over time, as a chart draws it. */
export const usageSeries = query({
  name: "usage.series",
  on: "tenant",
  can: "usage:read",
  input: UsageQuestion.extend({ groupBy: z.enum(GROUPS).default("none") }),
  run: readSeries,
});
