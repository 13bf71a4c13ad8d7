// The sentences around the numbers.
import {
  formatChange,
  formatDate,
  formatDateTime,
  formatDuration,
  formatInteger,
  formatMicros,
  formatPercent,
} from "#lib/shared/format.ts";
import { RANGES } from "#lib/shared/range.ts";
import type { Metric } from "#lib/usage/metric.ts";
import type { Comparison } from "#lib/usage/previous-range.ts";
import type { Group } from "#lib/usage/schemas.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";
import type { RangeView } from "#lib/usage/view-range.ts";

export const METRIC_LABELS: Record<Metric, string> = {
  calls: "Calls",
  requests: "Requests spent",
  refusals: "Refusals",
  latency: "Time to decide",
  p50: "Time to decide, p50",
  p95: "Time to decide, p95",
  p99: "Time to decide, p99",
  tokens: "Tokens",
  audio_tokens: "Audio tokens",
  cost: "Cost",
  meter: "Amount",
};

/** What a view counts: the metric, or the meter by its name. */
export function measureLabel({ metric, meter }: { metric: Metric; meter?: string | null }): string {
  return metric === "meter" && meter ? `Meter ${meter}` : METRIC_LABELS[metric];
}

export const GROUP_LABELS: Record<Group, string> = {
  none: "All together",
  outcome: "By outcome",
  key: "By key",
  environment: "By environment",
  tenant: "By tenant",
  legacy: "By legacy mark",
  resource: "By resource",
  scope: "By scope",
  model: "By model",
  provider: "By provider",
  payer: "By who pays",
};

/** "in the last 30 days", "from Mar 3 to Mar 9, 2026" */
export function whenWords(range: RangeView): string {
  const known = RANGES.find(({ id }) => id === range.name);
  if (known?.id === "period") return "in this billing period";
  if (known) return known.id === "mtd" ? "this month" : `in the ${known.label.toLowerCase()}`;
  const hours = Date.parse(range.to) - Date.parse(range.from) < 3 * 86_400_000;
  const format = hours ? formatDateTime : formatDate;
  return `from ${format(range.from, range.zone)} to ${format(Date.parse(range.to) - 1, range.zone)}`;
}

export function versusWords(compare: Comparison, range: RangeView): string {
  if (compare === "weekdays") return "vs same weekdays before";
  const known = RANGES.find(({ id }) => id === range.name);
  if (!known) return "vs period before";
  if (known.id === "period") return "vs billing period before";
  return known.id === "mtd" ? "vs last month" : `vs ${known.label.toLowerCase().replace("last", "prior")}`;
}

/** One sentence that says what the chart shows. */
export function summaryOf(view: UsageSeriesView): string {
  const total = view.totals.total;
  const when = whenWords(view.range);
  if (!total) return `${NOTHING[view.metric] ?? "No calls"} ${when}.`;
  const first = `${amountWords(view, total)} ${when}`;
  if (view.groupBy === "outcome" && view.metric === "calls") {
    const admitted = view.series.find(({ key }) => key === "VALID")?.total ?? 0;
    return `${first}, ${formatPercent(admitted / total)} of them admitted.`;
  }
  const top = view.series.find(({ key }) => key !== "other");
  if (view.series.length > 1 && top?.total && view.unit !== "micros")
    return `${first}; ${top.label} made ${formatPercent(top.total / total)}.`;
  return `${first}.`;
}

const NOTHING: Partial<Record<Metric, string>> = {
  tokens: "No tokens",
  audio_tokens: "No audio tokens",
  cost: "No costs",
  meter: "Nothing was counted",
  refusals: "No refusals",
};

const NOUNS: Partial<Record<Metric, [one: string, many: string]>> = {
  calls: ["call", "calls"],
  requests: ["request", "requests"],
  refusals: ["refusal", "refusals"],
  tokens: ["token", "tokens"],
  audio_tokens: ["audio token", "audio tokens"],
};

const TIMES: Partial<Record<Metric, string>> = {
  latency: "on average",
  p50: "or less for half of the calls",
  p95: "or less for 95% of the calls",
  p99: "or less for 99% of the calls",
};

function amountWords({ metric, meter, unit }: UsageSeriesView, total: number): string {
  if (unit === "micros") return `${formatDuration(total / 1_000)} ${TIMES[metric]}`;
  if (unit === "microdollars") return `${formatMicros(total)} spent`;
  const noun = NOUNS[metric]?.[total === 1 ? 0 : 1] ?? meter ?? "";
  return `${formatInteger(total)} ${noun}`;
}

export interface Change {
  text: string;
  direction: "up" | "down" | "flat";
  good?: boolean;
  versus: string;
}

/** How a number moved; `better` says which way is welcome. What rounds to nothing did not move. */
export function changeOf(now: number, before: number, versus: string, better?: "up" | "down"): Change {
  const text = formatChange(now, before);
  if (now === before || /^[+−]0%$/.test(text)) return { text: "0%", direction: "flat", versus };
  const direction = now > before ? "up" : "down";
  return { text, direction, good: better && direction === better, versus };
}
