// Which roll-ups can answer a question. What no roll-up holds is refused, with the field that is too much.
import { DAY_MS } from "#lib/core/clock.ts";
import { invalidField } from "#lib/core/errors.ts";
import { isPercentile, type Metric } from "./metric.ts";
import type { Group, UsageQuestion } from "./schemas.ts";

/** "events" are the calls one by one; all others are roll-ups. */
export type Source = "calls" | "resources" | "scopes" | "events" | "latency" | "models" | "meters";

type FilterName =
  | "key"
  | "outcome"
  | "environment"
  | "legacy"
  | "tenant"
  | "resource"
  | "scope"
  | "model"
  | "provider"
  | "payer";

interface Holds {
  metrics: readonly Metric[];
  groups: readonly Group[];
  filters: readonly FilterName[];
}

const COUNTED = ["calls", "requests", "refusals", "latency"] as const;
const OF_KEYS = ["key", "environment", "legacy", "tenant"] as const;
const OF_MODELS = ["model", "provider", "payer"] as const;
const OF_MODELS_ALONE: readonly Metric[] = ["tokens", "audio_tokens", "cost"];

const HOLDS: Record<Source, Holds> = {
  calls: { metrics: COUNTED, groups: ["none", "outcome", ...OF_KEYS], filters: ["outcome", ...OF_KEYS] },
  resources: {
    metrics: COUNTED,
    groups: ["none", "resource", "environment", "tenant"],
    filters: ["resource", "environment", "tenant"],
  },
  scopes: {
    metrics: COUNTED,
    groups: ["none", "scope", "environment", "tenant"],
    filters: ["scope", "environment", "tenant"],
  },
  events: {
    metrics: COUNTED,
    groups: ["none", "resource", "scope", "outcome", ...OF_KEYS],
    filters: ["resource", "scope", "outcome", ...OF_KEYS],
  },
  latency: { metrics: ["p50", "p95", "p99"], groups: ["none", ...OF_KEYS], filters: OF_KEYS },
  models: {
    metrics: ["calls", ...OF_MODELS_ALONE],
    groups: ["none", ...OF_KEYS, ...OF_MODELS],
    filters: [...OF_KEYS, ...OF_MODELS],
  },
  meters: { metrics: ["meter"], groups: ["none", ...OF_KEYS], filters: OF_KEYS },
};

/** Calls are read one by one over at most so many days. */
const MOST_EVENT_DAYS = 7;

type Asked = Pick<UsageQuestion, "metric" | "meter"> & Partial<Pick<UsageQuestion, FilterName>>;

/** What is wrong with a question, and in which field; null when it can be answered. */
export function misfitOf(asked: Asked, by: Group): { field: string; message: string } | null {
  const source = bestSource(asked, by);
  const { metrics, groups, filters } = HOLDS[source];
  const given = FILTERS.filter((name) => asked[name] !== undefined);
  const filter = given.find((name) => !filters.includes(name));
  if (!metrics.includes(asked.metric))
    return {
      field: "metric",
      message: `Choose one of ${metrics.join(", ")}, or leave the model, resource or scope out.`,
    };
  if (!groups.includes(by))
    return { field: "groupBy", message: `${NAMES[source]} can be grouped by ${groups.join(", ")}.` };
  if (filter) return { field: filter, message: `${NAMES[source]} cannot be narrowed by it.` };
  if (source === "meters" && !asked.meter)
    return { field: "meter", message: "Name the meter that is meant, such as tokens." };
  return null;
}

/** Throws `invalid_input` that names the field, when no roll-up holds what is asked. */
export function sourceOf(asked: Asked, by: Group, groupField = "groupBy"): Source {
  const misfit = misfitOf(asked, by);
  if (misfit) throw invalidField(misfit.field === "groupBy" ? groupField : misfit.field, misfit.message);
  return bestSource(asked, by);
}

/** Throws when calls would have to be read one by one over too long a range. */
export function refuseLongReads(source: Source, { from, to }: { from: Date; to: Date }): void {
  if (source !== "events" || to.getTime() - from.getTime() <= MOST_EVENT_DAYS * DAY_MS) return;
  throw invalidField(
    "range",
    `Resources or scopes together with keys, outcomes or each other are counted over at most ${MOST_EVENT_DAYS} days.`,
  );
}

const FILTERS: readonly FilterName[] = ["outcome", "resource", "scope", ...OF_KEYS, ...OF_MODELS];

const NAMES: Record<Source, string> = {
  calls: "Calls",
  resources: "Resources",
  scopes: "Scopes",
  events: "Resources and scopes",
  latency: "Percentiles",
  models: "Calls to models",
  meters: "Meters",
};

function bestSource(asked: Asked, by: Group): Source {
  const about = (...names: FilterName[]) => names.some((name) => asked[name] !== undefined || by === name);
  if (asked.metric === "meter") return "meters";
  if (isPercentile(asked.metric)) return "latency";
  if (OF_MODELS_ALONE.includes(asked.metric) || about(...OF_MODELS)) return "models";
  if (!about("resource", "scope")) return "calls";
  if (about("key", "legacy", "outcome") || (about("resource") && about("scope"))) return "events";
  return about("resource") ? "resources" : "scopes";
}
