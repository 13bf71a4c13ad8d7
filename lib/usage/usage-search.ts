// The address of a usage page as a question. What is malformed falls back, so that no link is ever broken.
import { PAYERS, type Payer } from "#lib/shared/gateway.ts";
import { isId } from "#lib/shared/ids.ts";
import { isOutcome } from "#lib/shared/outcome-labels.ts";
import { ENVIRONMENTS } from "#lib/shared/outcomes.ts";
import { GRANULARITIES, RANGE_IDS } from "#lib/shared/range.ts";
import { METRICS, type Metric } from "./metric.ts";
import { COMPARISONS, type Comparison } from "./previous-range.ts";
import { type Group, PLATFORM_GROUPS, type UsageQuestion, type UsageQuestionInput } from "./schemas.ts";
import { misfitOf } from "./sources.ts";
import { isZone } from "./zone.ts";

/** As Next gives it to a page. */
export type Search = Record<string, string | string[] | undefined>;

export interface UsageSearch {
  /** Range, zone, environment and filters: what every panel of the page asks with. */
  question: UsageQuestionInput;
  metric: Metric;
  group: Group;
  compare: Comparison;
  /** Whether anything beyond range and zone narrows what is shown. */
  filtered: boolean;
}

const MOST = 20;
const LONGEST = 200;
const MOST_METER = 100;

/**
 * Parameters: `range from to granularity tz env group metric meter compare`, `legacy` (`legacy` or `current`), and
 * `key outcome resource scope model provider payer tenant` with commas. `zone` is what counts when the address names none.
 * What no roll-up holds together gives way: first the group, then the metric, then the filter that is too much.
 */
export function usageSearch(search: Search, zone: string, platform = false): UsageSearch {
  const text = (name: string) => [search[name]].flat()[0] ?? "";
  const list = (name: string) => [...new Set(text(name).split(",").filter(Boolean))].slice(0, MOST);
  const labels = (name: string) => orNothing(list(name).filter((label) => label.length <= LONGEST));
  const named = isZone(text("tz")) ? text("tz") : zone;
  const group = oneOf(PLATFORM_GROUPS, text("group")) ?? "outcome";
  const fitting = fitted({
    metric: oneOf(METRICS, text("metric")) ?? "calls",
    meter: text("meter").slice(0, MOST_METER) || undefined,
    group: group === "tenant" && !platform ? "outcome" : group,
    filters: {
      key: orNothing(list("key").filter((id) => isId("key", id))),
      outcome: orNothing(list("outcome").filter(isOutcome)),
      environment: oneOf(ENVIRONMENTS, text("env")),
      legacy: legacyOf(text("legacy")),
      resource: labels("resource"),
      scope: labels("scope"),
      model: labels("model"),
      provider: labels("provider"),
      payer: orNothing(list("payer").filter((payer): payer is Payer => oneOf(PAYERS, payer) !== undefined)),
      ...(platform ? { tenant: orNothing(list("tenant").filter((id) => isId("ten", id))) } : {}),
    },
  });
  return {
    question: {
      range: oneOf(RANGE_IDS, text("range")),
      ...customEnds(text("from"), text("to")),
      granularity: oneOf(
        GRANULARITIES.map(({ id }) => id),
        text("granularity"),
      ),
      zone: isZone(named) ? named : "UTC",
      meter: fitting.meter,
      ...fitting.filters,
    },
    metric: fitting.metric,
    group: fitting.group,
    compare: oneOf(COMPARISONS, text("compare")) ?? "none",
    filtered: Object.values(fitting.filters).some((filter) => filter !== undefined),
  };
}

type Filters = Pick<
  UsageQuestion,
  | "key"
  | "outcome"
  | "environment"
  | "legacy"
  | "resource"
  | "scope"
  | "model"
  | "provider"
  | "payer"
  | "tenant"
>;

interface Wish {
  metric: Metric;
  meter: string | undefined;
  group: Group;
  filters: Filters;
}

/** The same, less what no roll-up could answer. */
function fitted(wish: Wish): Wish {
  const { metric, meter, group, filters } = wish;
  const misfit = misfitOf({ metric, meter, ...filters }, group);
  if (!misfit) return wish;
  if (misfit.field === "groupBy") return fitted({ ...wish, group: "none" });
  if (metric !== "calls") return fitted({ ...wish, metric: "calls", meter: undefined });
  return fitted({ ...wish, filters: { ...filters, [misfit.field]: undefined } });
}

const legacyOf = (text: string) => (text === "legacy" ? true : text === "current" ? false : undefined);

/** Ends that cannot be read are left out; the range then falls back. */
function customEnds(from: string, to: string): { from?: string; to?: string } {
  const readable = (text: string) => /^\d{4}-\d\d-\d\d(T.+)?$/.test(text);
  return { from: readable(from) ? from : undefined, to: readable(to) ? to : undefined };
}

function oneOf<const T extends string>(values: readonly T[], text: string): T | undefined {
  return values.find((value) => value === text);
}

const orNothing = <T>(values: T[]): T[] | undefined => (values.length > 0 ? values : undefined);
