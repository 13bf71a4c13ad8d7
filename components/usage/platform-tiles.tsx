// How the platform did: calls, refusals, time to decide, and who was there.
import { StatTile } from "#components/chart/stat-tile.tsx";
import { tileGrid } from "#components/usage/skeletons.tsx";
import { trends } from "#components/usage/totals-panel.tsx";
import { changeOf, versusWords } from "#components/usage/words.ts";
import { formatCompact, formatDuration, formatInteger, formatPercent } from "#lib/shared/format.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";
import type { Totals, UsageTotalsView } from "#lib/usage/totals.ts";

export interface PlatformTilesProps {
  load: Promise<UsageTotalsView>;
  trend: Promise<UsageSeriesView>;
  usageHref: string;
}

export async function PlatformTiles({ load, trend, usageHref }: PlatformTilesProps) {
  const [totals, series] = await Promise.all([load, trend]);
  const versus = versusWords("previous", totals.range);
  const change = (pick: (of: Totals) => number, better?: "up" | "down") =>
    totals.previous ? changeOf(pick(totals), pick(totals.previous), versus, better) : undefined;
  const { calls, refused } = trends(series);
  const latency = totals.latencyMicros;
  return (
    <div className={tileGrid}>
      <StatTile
        label="Calls"
        value={formatCompact(totals.calls)}
        exact={formatInteger(totals.calls)}
        change={change((of) => of.calls)}
        trend={calls}
        href={usageHref}
      />
      <StatTile
        label="Refusals"
        value={formatCompact(totals.refused)}
        exact={`${formatInteger(totals.refused)}, ${formatPercent(totals.calls ? totals.refused / totals.calls : 0)} of all calls`}
        change={change((of) => of.refused, "down")}
        trend={refused}
        href={`${usageHref}?metric=refusals`}
      />
      <StatTile
        label="Time to decide"
        value={latency === null ? "—" : formatDuration(latency / 1_000)}
        change={latency === null ? undefined : change((of) => of.latencyMicros ?? 0, "down")}
        note={totals.previous ? undefined : "on average"}
        href={`${usageHref}?metric=latency&group=none`}
      />
      <StatTile
        label="Unknown keys"
        value={formatCompact(totals.unknown)}
        exact={`${formatInteger(totals.unknown)} calls with a key that belongs to nobody`}
        change={change((of) => of.unknown, "down")}
        href={`${usageHref}?outcome=NOT_FOUND,MALFORMED`}
      />
    </div>
  );
}
