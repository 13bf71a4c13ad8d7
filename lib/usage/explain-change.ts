import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { EXPLAINED_METRICS, readExplanation } from "./explain-read.ts";
import { UsageQuestion } from "./schemas.ts";

const moment = UsageQuestion.shape.from;

/** What made one tenant's usage of a range differ from the range before, or from another that is chosen. */
export const explainChange = query({
  name: "usage.explain",
  on: "tenant",
  can: "usage:read",
  input: UsageQuestion.omit({ granularity: true, compare: true, metric: true }).extend({
    metric: z.enum(EXPLAINED_METRICS as [string, ...string[]]).default("calls"),
    compare: z.enum(["previous", "weekdays"]).default("previous"),
    beforeFrom: moment.describe("The other range, where it is chosen: a day or an instant."),
    beforeTo: moment,
    most: z.coerce.number().int().min(1).max(50).default(10),
  }),
  run: readExplanation,
});
