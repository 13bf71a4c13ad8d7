// The address of a usage page as a question. What is malformed falls back, so that no link is ever broken.
import { isId } from "#lib/shared/ids.ts";
import { isOutcome } from "#lib/shared/outcome-labels.ts";
import { ENVIRONMENTS } from "#lib/shared/outcomes.ts";
import { GRANULARITIES, RANGE_IDS } from "#lib/shared/range.ts";
import { METRICS, type Metric } from "./metric.ts";
import { COMPARISONS, type Comparison } from "./previous-range.ts";
import { type Group, PLATFORM_GROUPS, type UsageQuestionInput } from "./schemas.ts";
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

/**
 * Parameters: `range from to granularity tz env group metric compare`, `legacy` (`legacy` or `current`), and `key outcome tenant` with commas.
 * `zone` is what counts when the address names none.
 */
export function usageSearch(search: Search, zone: string, platform = false): UsageSearch {
  const text = (name: string) => [search[name]].flat()[0] ?? "";
  const list = (name: string) => [...new Set(text(name).split(",").filter(Boolean))].slice(0, MOST);
  const named = isZone(text("tz")) ? text("tz") : zone;
  const filters = {
    key: orNothing(list("key").filter((id) => isId("key", id))),
    outcome: orNothing(list("outcome").filter(isOutcome)),
    environment: oneOf(ENVIRONMENTS, text("env")),
    legacy: legacyOf(text("legacy")),
    ...(platform ? { tenant: orNothing(list("tenant").filter((id) => isId("ten", id))) } : {}),
  };
  const group = oneOf(PLATFORM_GROUPS, text("group")) ?? "outcome";
  return {
    question: {
      range: oneOf(RANGE_IDS, text("range")),
      ...customEnds(text("from"), text("to")),
      granularity: oneOf(
        GRANULARITIES.map(({ id }) => id),
        text("granularity"),
      ),
      zone: isZone(named) ? named : "UTC",
      ...filters,
    },
    metric: oneOf(METRICS, text("metric")) ?? "calls",
    group: group === "tenant" && !platform ? "outcome" : group,
    compare: oneOf(COMPARISONS, text("compare")) ?? "none",
    filtered: Object.values(filters).some((filter) => filter !== undefined),
  };
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
