// What a usage chart shows, as a file: the same buckets, series and totals, no more and no less.
import { stringify } from "csv-stringify/sync";
import type { UsageSeriesView } from "./series.ts";

export type UsageFormat = "csv" | "json";

export interface UsageFile {
  name: string;
  contentType: string;
  /** In pieces, to be streamed. */
  body: Iterable<string>;
}

/** CSV has a line per bucket and a column per series; JSON is the whole answer. */
export function usageFile(view: UsageSeriesView, format: UsageFormat): UsageFile {
  const name = `usage-${view.metric}-${day(view.range.from)}-to-${day(view.range.to)}.${format}`;
  if (format === "json")
    return { name, contentType: "application/json", body: [JSON.stringify(view, null, 2), "\n"] };
  return { name, contentType: "text/csv; charset=utf-8", body: csvLines(view) };
}

function* csvLines(view: UsageSeriesView): Generator<string> {
  const withTotal = view.series.length > 1;
  const safe = { escape_formulas: true };
  const head = ["start", "end", "zone", ...view.series.map(({ label }) => label)];
  yield stringify([[...head, ...(withTotal ? ["Total"] : []), ...(view.previous ? ["Previous"] : [])]], safe);
  for (const [index, bucket] of view.buckets.entries()) {
    const row = [
      bucket.start,
      bucket.end,
      view.range.zone,
      ...view.series.map(({ values }) => values[index]),
    ];
    if (withTotal) row.push(view.totals.values[index]);
    if (view.previous) row.push(view.previous.values[index]);
    yield stringify([row], safe);
  }
}

const day = (instant: string) => instant.slice(0, 10);
