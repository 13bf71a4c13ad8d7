// What may be asked about a change.
import { z } from "zod";
import { METRIC_UNITS, METRICS, type Metric } from "./metric.ts";
import { PlatformUsageQuestion, UsageQuestion } from "./schemas.ts";

/** Averages cannot be taken apart: their parts do not add up. */
export const EXPLAINED_METRICS: readonly Metric[] = METRICS.filter(
  (metric) => METRIC_UNITS[metric] !== "micros",
);

const moment = UsageQuestion.shape.from;

const versus = {
  metric: z.enum(EXPLAINED_METRICS as [string, ...string[]]).default("calls"),
  compare: z.enum(["previous", "weekdays"]).default("previous"),
  beforeFrom: moment.describe("The other range, where it is chosen: a day or an instant."),
  beforeTo: moment,
  most: z.coerce.number().int().min(1).max(50).default(10),
};

const rest = { granularity: true, compare: true, metric: true } as const;

export const ExplainQuestion = UsageQuestion.omit(rest).extend(versus);
export const PlatformExplainQuestion = PlatformUsageQuestion.omit(rest).extend(versus);
export type ExplainQuestion = z.output<typeof PlatformExplainQuestion>;
