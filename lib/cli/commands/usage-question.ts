// What every command about usage is asked: a range of time, a metric and filters. They are options of `usage` itself.
import { invalidField } from "#lib/core/errors.ts";
import { RANGE_IDS, type RangeId } from "#lib/shared/range.ts";
import type { Metric } from "#lib/usage/metric.ts";
import type { Call } from "../cli.ts";
import { readDuration } from "../words.ts";

export interface UsageOptions {
  since: string;
  until?: string;
  groupBy: string;
  tenant?: string;
  env?: string;
  metric: string;
  meter?: string;
  key?: string;
  outcome?: string;
  resource?: string;
  scope?: string;
  model?: string;
  timeZone: string;
}

/** As the operations take it; what nobody gave is undefined. */
export function questionOf({ options, now }: Call<UsageOptions>) {
  const { metric, meter, key, outcome, resource, scope, model, env, timeZone } = options;
  return {
    ...rangeOf(options, now()),
    ...{ metric: metric as Metric, meter, key, outcome, resource, scope, model },
    ...{ environment: env, zone: timeZone },
  };
}

/** Only what was given, so that what an operation cannot be narrowed to is refused by name, rather than left out. */
export function givenOf(question: object): object {
  return Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined));
}

/** A range that pages offer as well is named as they name it; any other duration is counted back from now. */
function rangeOf({ since, until }: { since: string; until?: string }, now: Date): object {
  if (/^\d{4}-\d\d-\d\d$/.test(since)) return { range: "custom", from: since, to: until };
  if (until) throw invalidField("until", "Give --since as a day too.");
  if (since !== "custom" && RANGE_IDS.includes(since as RangeId)) return { range: since };
  const seconds = readDuration(since, "since");
  if (seconds === 0) throw invalidField("since", "Give a duration above zero.");
  return { from: new Date(now.getTime() - seconds * 1_000).toISOString() };
}
