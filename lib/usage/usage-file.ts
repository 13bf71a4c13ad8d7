// What the cards of a usage page show, as files: the same buckets, rows, hours, parts and totals, no more and no less.
import { stringify } from "csv-stringify/sync";
import type { ExplanationView } from "./explain-read.ts";
import type { UsageHeatMapView } from "./heat-map.ts";
import type { ModelUsage } from "./models.ts";
import type { PercentilesView } from "./percentiles.ts";
import type { UsageSeriesView } from "./series.ts";
import type { UsageTopView } from "./top.ts";

export type UsageFormat = "csv" | "json";

export interface UsageFile {
  name: string;
  contentType: string;
  /** In pieces, to be streamed. */
  body: Iterable<string>;
}

type Cell = string | number | null | undefined;
type Ends = Record<"from" | "to", string>;

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** A chart. CSV has a line per bucket and a column per series; JSON is the whole answer. */
export function usageFile(view: UsageSeriesView, format: UsageFormat): UsageFile {
  return fileOf(`usage-${view.metric}`, view.range, view, format, seriesLines);
}

/** A ranking. CSV has a line for each row of it, one for what is beyond, and one for the whole. */
export function topFile(view: UsageTopView, format: UsageFormat): UsageFile {
  return fileOf(`usage-${view.metric}-by-${view.by}`, view.range, view, format, topLines);
}

/** A heat map. CSV has a line for each of the 168 hours of a week; one that the range has not is left empty. */
export function heatMapFile(view: UsageHeatMapView, format: UsageFormat): UsageFile {
  return fileOf(`usage-${view.metric}-by-hour`, view.range, view, format, heatMapLines);
}

/** Times to decide, in microseconds. CSV has a line per bucket and a column per percentile. */
export function percentilesFile(view: PercentilesView, format: UsageFormat): UsageFile {
  return fileOf("usage-percentiles", view.range, view, format, percentileLines);
}

/** Language models. CSV has a line for each model and payer; all kinds of tokens stand apart, dollars are exact. */
export function modelsFile(view: ModelUsage, format: UsageFormat): UsageFile {
  return fileOf("usage-models", view.range, view, format, modelLines);
}

/** What made a range differ. CSV has a line for each part, by each dimension; those of one add up to the last line. */
export function explanationFile(view: ExplanationView, format: UsageFormat): UsageFile {
  return fileOf(`usage-${view.metric}-explained`, view.after, view, format, explanationLines);
}

function fileOf<View>(
  about: string,
  range: Ends,
  view: View,
  format: UsageFormat,
  lines: (view: View) => Iterable<Cell[]>,
): UsageFile {
  const name = `${about}-${day(range.from)}-to-${day(range.to)}.${format}`;
  if (format === "json")
    return { name, contentType: "application/json", body: [JSON.stringify(view, null, 2), "\n"] };
  return { name, contentType: "text/csv; charset=utf-8", body: asCsv(lines(view)) };
}

function* asCsv(lines: Iterable<Cell[]>): Generator<string> {
  for (const line of lines) yield stringify([line], { escape_formulas: true });
}

function* seriesLines(view: UsageSeriesView): Generator<Cell[]> {
  const withTotal = view.series.length > 1;
  const head = ["start", "end", "zone", ...view.series.map(({ label }) => label)];
  yield [...head, ...(withTotal ? ["Total"] : []), ...(view.previous ? ["Previous"] : [])];
  for (const [index, bucket] of view.buckets.entries()) {
    const values = view.series.map((one) => one.values[index]);
    const row: Cell[] = [bucket.start, bucket.end, view.range.zone, ...values];
    if (withTotal) row.push(view.totals.values[index]);
    if (view.previous) row.push(view.previous.values[index]);
    yield row;
  }
}

function* topLines({ by, items, other, total, metric }: UsageTopView): Generator<Cell[]> {
  yield [by, "name", "detail", metric, "share", "previous"];
  for (const { key, label, detail, value, share, previous } of items)
    yield [key, label, detail, value, share, previous];
  if (other) yield ["other", "Other", null, other.value, other.share, null];
  yield ["all", "All", null, total, 1, null];
}

function* heatMapLines({ values, hours, range, metric }: UsageHeatMapView): Generator<Cell[]> {
  yield ["weekday", "hour", "zone", metric, "times"];
  for (const [weekday, row] of values.entries())
    for (const [hour, value] of row.entries()) {
      const times = hours[weekday]?.[hour] ?? 0;
      yield [WEEKDAYS[weekday], hour, range.zone, times > 0 ? value : null, times];
    }
}

function* percentileLines({ buckets, series, range }: PercentilesView): Generator<Cell[]> {
  yield ["start", "end", "zone", ...series.map(({ label }) => label)];
  for (const [index, { start, end }] of buckets.entries())
    yield [start, end, range.zone, ...series.map(({ values }) => values[index])];
}

const MODEL_FIGURES = [
  ...(["calls", "failed", "estimated", "unpriced", "inputTokens", "cacheReadTokens"] as const),
  ...(["cacheWriteTokens", "outputTokens", "audioInputTokens", "audioOutputTokens", "cost"] as const),
];

function* modelLines({ items }: ModelUsage): Generator<Cell[]> {
  yield ["provider", "model", "payer", ...MODEL_FIGURES];
  for (const item of items)
    yield [item.provider, item.model, item.payer, ...MODEL_FIGURES.map((figure) => item[figure])];
}

function* explanationLines({ dimensions, before, after, change, unit }: ExplanationView): Generator<Cell[]> {
  yield ["by", "key", "name", "detail", "before", "after", "change", "mark", "unit"];
  for (const { by, parts } of dimensions)
    for (const { key, label, detail, mark, ...part } of parts)
      yield [by, key ?? "other", label, detail, part.before, part.after, part.change, mark, unit];
  yield ["all", "all", "All", null, before.total, after.total, change, null, unit];
}

const day = (instant: string) => instant.slice(0, 10);
