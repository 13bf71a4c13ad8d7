// The few numbers that say how a range went. Each is a way to look at its own chart; the one that is shown is marked.

import { formatValue } from "#components/chart/series.ts";
import { Sparkline } from "#components/chart/sparkline.tsx";
import { dimWhilePending } from "#components/shell/dim.ts";
import { GoLink } from "#components/shell/go-link.tsx";
import { cn } from "#components/ui/cn.ts";
import { ChangeMark } from "#components/usage/change-mark.tsx";
import { formatOf, shownValue } from "#components/usage/chart-data.ts";
import { type Explorer, metricHref } from "#components/usage/explorer.ts";
import { changeOf, versusWords } from "#components/usage/words.ts";
import { formatCompact, formatMicros } from "#lib/shared/format.ts";
import type { Metric } from "#lib/usage/metric.ts";
import type { Comparison } from "#lib/usage/previous-range.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";

export interface MetricTilesProps {
  explorer: Explorer;
  compare: Comparison;
  load: Promise<UsageSeriesView>[];
  /** None is marked as the one that is shown, and none left out. */
  overview?: boolean;
}

const LABELS: Partial<Record<Metric, string>> = {
  calls: "Calls",
  refusals: "Refusals",
  latency: "Time to decide",
  p95: "Time to decide, p95",
  tokens: "Tokens",
  cost: "Cost",
  requests: "Requests spent",
};

const BETTER: Partial<Record<Metric, "up" | "down">> = { refusals: "down", latency: "down", p95: "down" };
/** Not there where no model is called. */
const RARE: readonly Metric[] = ["tokens", "cost"];

const WIDTHS = [
  "",
  "",
  "lg:grid-cols-2",
  "lg:grid-cols-3",
  "lg:grid-cols-4",
  "lg:grid-cols-5",
  "lg:grid-cols-6",
];

export async function MetricTiles({ explorer, compare, load, overview = false }: MetricTilesProps) {
  const all = await Promise.all(load);
  const views = all.filter(
    ({ metric, totals, previous }) => overview || !RARE.includes(metric) || totals.total || previous?.total,
  );
  return (
    <ul
      aria-label="Totals"
      className={cn(
        "grid grid-cols-2 overflow-hidden rounded-xl border bg-border shadow-xs [gap:1px] sm:grid-cols-3",
        WIDTHS[views.length],
        dimWhilePending,
      )}
    >
      {views.map((view) => (
        <Tile key={view.metric} view={view} explorer={explorer} compare={compare} overview={overview} />
      ))}
    </ul>
  );
}

function Tile({
  view,
  explorer,
  compare,
  overview,
}: { view: UsageSeriesView } & Pick<MetricTilesProps, "explorer" | "compare" | "overview">) {
  const { total, values } = view.totals;
  const before = view.previous?.total;
  const versus = versusWords(compare, view.range);
  const change =
    before == null || total === null ? null : changeOf(total, before, versus, BETTER[view.metric]);
  const done = values.slice(0, view.buckets.at(-1)?.inProgress && values.length > 2 ? -1 : undefined);
  const shown = total === null ? null : shownValue(view, total);
  return (
    <li className="flex-1 bg-card last:max-sm:odd:col-span-2">
      <GoLink
        href={metricHref(explorer, view.metric)}
        aria-current={(!overview && explorer.metric === view.metric) || undefined}
        className="-outline-offset-2! grid h-full content-start gap-1 px-4 py-3.5 transition-colors hover:bg-muted/50 aria-[current=true]:shadow-[inset_0_2px_0_var(--primary)]"
      >
        <span className="truncate text-muted-foreground text-ui">{LABELS[view.metric]}</span>
        <span className="flex items-end justify-between gap-3">
          <span
            className="shrink-0 font-semibold text-2xl tabular-nums leading-8 tracking-tight max-sm:text-xl"
            title={formatValue(shown, formatOf(view))}
          >
            {shortValue(view, shown)}
          </span>
          <Sparkline values={done.map((value) => value ?? 0)} className="mb-1.5 w-16 min-w-0 max-sm:w-12" />
        </span>
        {change ? (
          <ChangeMark change={change} />
        ) : (
          <span className="text-muted-foreground text-xs">{versus}: —</span>
        )}
      </GoLink>
    </li>
  );
}

function shortValue(view: UsageSeriesView, value: number | null): string {
  if (value === null) return "—";
  if (view.unit === "microdollars")
    return value >= 100_000_000 ? `$${formatCompact(value / 1_000_000)}` : formatMicros(value);
  return view.unit === "micros" ? formatValue(value, "duration") : formatCompact(value);
}
