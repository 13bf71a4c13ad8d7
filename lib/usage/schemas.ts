// What every question about usage may be asked with.
import { z } from "zod";
import { flag } from "#lib/core/page.ts";
import { PAYERS } from "#lib/shared/gateway.ts";
import { ENVIRONMENTS, OUTCOMES, type Outcome } from "#lib/shared/outcomes.ts";
import { GRANULARITIES, type Granularity, RANGE_IDS, type RangeId } from "#lib/shared/range.ts";
import { idOf } from "./id-of.ts";
import { METRICS } from "./metric.ts";
import { COMPARISONS } from "./previous-range.ts";
import { isZone } from "./zone.ts";

const MOST_FILTERS = 20;

const label = z.string().min(1).max(200);

const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T.+)?$/, "Give a day (2026-03-29) or an instant (2026-03-29T10:00:00Z).");

/** Several values: a list, or text with commas, as in a query string. */
function several<Item extends z.ZodType>(item: Item, message: string) {
  const list = z.array(item).max(MOST_FILTERS);
  const text = z.string().transform((value) => value.split(",").map((part) => part.trim()));
  return z.union([list, text.pipe(list as unknown as z.ZodType<z.output<Item>[], string[]>)], message);
}

/** Range, zone and filters. `from` and `to` are for the range "custom", which is meant when `from` stands alone. */
export const UsageQuestion = z.strictObject({
  range: z.enum(RANGE_IDS as [RangeId, ...RangeId[]]).optional(),
  from: moment.optional(),
  to: moment.optional(),
  zone: z.string().refine(isZone, "Give an IANA time zone, such as Asia/Kolkata.").optional(),
  granularity: z.enum(GRANULARITIES.map(({ id }) => id) as [Granularity, ...Granularity[]]).optional(),
  compare: z.enum(COMPARISONS).default("none"),
  metric: z.enum(METRICS).default("calls"),
  key: several(idOf("key"), `Give ids of keys, at most ${MOST_FILTERS}.`).optional(),
  outcome: several(
    z.enum(OUTCOMES as [Outcome, ...Outcome[]]),
    "Give outcomes, such as VALID or RATE_LIMITED.",
  ).optional(),
  environment: z.enum([...ENVIRONMENTS, "none"]).optional(),
  /** Only keys that are marked so, or only the others. */
  legacy: flag.optional(),
  /** Which one the metric "meter" is about. */
  meter: z.string().min(1, "Name a meter.").max(100, "A meter’s name has at most 100 characters.").optional(),
  resource: several(
    label,
    `Give resources, at most ${MOST_FILTERS}; “(none)” for calls that named none.`,
  ).optional(),
  /** The scopes that calls needed; several of one call are parted by spaces. */
  scope: several(
    label,
    `Give scopes, at most ${MOST_FILTERS}; “(none)” for calls that needed none.`,
  ).optional(),
  model: several(label, `Give models as provider/model, at most ${MOST_FILTERS}.`).optional(),
  provider: several(label, `Give providers, at most ${MOST_FILTERS}.`).optional(),
  payer: several(z.enum(PAYERS), `Give payers: ${PAYERS.join(", ")}.`).optional(),
});

/** On the platform the tenants may be named too, by their ids. */
export const PlatformUsageQuestion = UsageQuestion.extend({
  tenant: several(idOf("ten"), `Give ids of tenants, at most ${MOST_FILTERS}.`).optional(),
});

export type UsageQuestionInput = z.input<typeof PlatformUsageQuestion>;
export type UsageQuestion = z.output<typeof PlatformUsageQuestion>;

export const GROUPS = [
  "none",
  "outcome",
  "key",
  "environment",
  "legacy",
  "resource",
  "scope",
  "model",
  "provider",
  "payer",
] as const;
export const PLATFORM_GROUPS = [...GROUPS, "tenant"] as const;
export type Group = (typeof PLATFORM_GROUPS)[number];
