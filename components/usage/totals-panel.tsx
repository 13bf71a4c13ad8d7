// Four numbers that say how a range went, each beside the period before.
import { StatTile } from "#components/chart/stat-tile.tsx";
import { tileGrid } from "#components/usage/skeletons.tsx";
import { changeOf, versusWords } from "#components/usage/words.ts";
import { formatCompact, formatInteger, formatPercent } from "#lib/shared/format.ts";
import type { Comparison } from "#lib/usage/previous-range.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";
import type { Totals, UsageTotalsView } from "#lib/usage/totals.ts";

export interface TotalsPanelProps {
  load: Promise<UsageTotalsView>;
  /** Calls by outcome over the same range: the trends. */
  trend?: Promise<UsageSeriesView>;
  compare?: Comparison;
}

export async function TotalsPanel({ load, trend, compare = "previous" }: TotalsPanelProps) {
  const [totals, series] = await Promise.all([load, trend]);
  const { previous } = totals;
  const versus = versusWords(compare, totals.range);
  const change = (pick: (of: Totals) => number, better?: "up" | "down") =>
    previous ? changeOf(pick(totals), pick(previous), versus, better) : undefined;
  const { calls, refused } = series ? trends(series) : {};
  return (
    <div className={tileGrid}>
      <StatTile
        label="Calls"
        value={formatCompact(totals.calls)}
        exact={formatInteger(totals.calls)}
        change={change((of) => of.calls)}
        trend={calls}
      />
      <StatTile
        label="Admitted"
        value={totals.calls ? formatPercent(admittedShare(totals)) : "—"}
        exact={`${formatInteger(totals.admitted)} of ${formatInteger(totals.calls)}`}
        change={
          previous?.calls ? pointsChange(admittedShare(totals), admittedShare(previous), versus) : undefined
        }
        note={previous?.calls ? undefined : `${formatInteger(totals.admitted)} calls`}
      />
      <StatTile
        label="Refusals"
        value={formatCompact(totals.refused)}
        exact={formatInteger(totals.refused)}
        change={change((of) => of.refused, "down")}
        trend={refused}
      />
      <StatTile
        label="Active keys"
        value={totals.activeKeys === null ? "–" : formatInteger(totals.activeKeys)}
        change={totals.activeKeys === null ? undefined : change((of) => of.activeKeys ?? 0)}
        note={previous ? undefined : "with an admitted call"}
      />
    </div>
  );
}

const admittedShare = ({ admitted, calls }: Totals) => (calls > 0 ? admitted / calls : 0);

/** Shares are compared in percentage points. */
export function pointsChange(now: number, before: number, versus: string) {
  const points = Math.round((now - before) * 1_000) / 10;
  const direction = points === 0 ? ("flat" as const) : points > 0 ? ("up" as const) : ("down" as const);
  const sign = points > 0 ? "+" : points < 0 ? "−" : "";
  return {
    text: `${sign}${Math.abs(points)} pts`,
    direction,
    good: points === 0 ? undefined : points > 0,
    versus,
  };
}

/** Calls and refusals per bucket. The bucket in progress is left out: it would look like a fall. */
export function trends(view: UsageSeriesView): { calls: number[]; refused: number[] } {
  const done = view.buckets.length - (view.buckets.at(-1)?.inProgress && view.buckets.length > 2 ? 1 : 0);
  const admitted = view.series.find(({ key }) => key === "VALID")?.values ?? [];
  const calls = view.totals.values.slice(0, done).map((value) => value ?? 0);
  return { calls, refused: calls.map((value, index) => value - (admitted[index] ?? 0)) };
}
