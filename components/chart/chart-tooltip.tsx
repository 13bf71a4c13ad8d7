"use client";
// What stands under the pointer: the bucket, each series' exact value, the sum, and the compared span with its own date.
import { SeriesSwatch } from "#components/chart/chart-legend.tsx";
import type { ChartDrawingProps } from "#components/chart/chart-types.ts";
import { formatValue } from "#components/chart/series.ts";
import { formatBucket } from "#lib/shared/format.ts";

export function ChartTooltip({ chart, index }: { chart: ChartDrawingProps; index: number }) {
  const { data, format, compare, hidden } = chart;
  const bucket = data.buckets[index];
  if (!bucket) return null;
  const shown = data.series.map((series, at) => ({ series, at, value: series.values[index] ?? null }));
  const rows = shown.filter(({ series }) => !hidden.includes(series.key));
  const sum = rows.reduce((total, row) => total + (row.value ?? 0), 0);
  const earlier = compare?.buckets[index];
  const inProgress = data.inProgress && index === data.buckets.length - 1;
  return (
    <div className="grid min-w-40 gap-1.5 rounded-lg border border-border bg-popover px-3 py-2 text-xs shadow-pop">
      <p className="font-medium">
        {formatBucket(bucket, data.granularity, data.timeZone)}
        {inProgress ? <span className="font-normal text-muted-foreground"> · in progress</span> : null}
      </p>
      <ul className="grid gap-1">
        {[...rows].reverse().map(({ series, at, value }) => (
          <li key={series.key} className="flex items-center gap-2">
            <SeriesSwatch series={series} index={at} line={chart.kind === "lines"} />
            <span className="max-w-44 truncate text-muted-foreground">{series.label}</span>
            <span className="ml-auto pl-3 font-medium tabular-nums">{formatValue(value, format)}</span>
          </li>
        ))}
      </ul>
      {rows.length > 1 && chart.kind !== "lines" ? (
        <Line label="Total" value={formatValue(sum, format)} />
      ) : null}
      {compare && earlier ? (
        <Line
          label={`${compare.label}, ${formatBucket(earlier, data.granularity, data.timeZone)}`}
          value={formatValue(compare.values[index] ?? null, format)}
        />
      ) : null}
    </div>
  );
}

function Line({ label, value }: { label: string; value: string }) {
  return (
    <p className="flex justify-between gap-3 border-t pt-1.5">
      <span className="text-muted-foreground">{label}</span>
      <span className="font-medium tabular-nums">{value}</span>
    </p>
  );
}
