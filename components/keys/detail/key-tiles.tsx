// A key in numbers: calls, refusals, how long deciding takes, and when it was last used.
import { StatTile } from "#components/chart/stat-tile.tsx";
import type { Clock } from "#components/keys/list/key-columns.tsx";
import { tileGrid } from "#components/usage/skeletons.tsx";
import { changeOf, versusWords } from "#components/usage/words.ts";
import {
  formatCompact,
  formatDateTime,
  formatDuration,
  formatInteger,
  formatPercent,
  formatRelative,
} from "#lib/shared/format.ts";
import type { UsageTotalsView } from "#lib/usage/totals.ts";

export interface KeyTilesProps extends Clock {
  totals: UsageTotalsView;
  lastUsedAt: string | null;
  /** The address of this key's pages. */
  href: string;
}

export function KeyTiles({ totals, lastUsedAt, href, now, timeZone }: KeyTilesProps) {
  const { calls, refused, previous, latencyMicros } = totals;
  const versus = versusWords("previous", totals.range);
  return (
    <div className={tileGrid}>
      <StatTile
        label={totals.range.name === "30d" ? "Calls in 30 days" : "Calls"}
        value={formatCompact(calls)}
        exact={formatInteger(calls)}
        change={previous ? changeOf(calls, previous.calls, versus) : undefined}
        href={`${href}/requests`}
      />
      <StatTile
        label="Refusals"
        value={formatCompact(refused)}
        exact={`${formatInteger(refused)}, ${formatPercent(calls ? refused / calls : 0)} of its calls`}
        change={previous ? changeOf(refused, previous.refused, versus, "down") : undefined}
        href={`${href}/requests`}
      />
      <StatTile
        label="Time to decide"
        value={latencyMicros === null ? "—" : formatDuration(latencyMicros / 1_000)}
        note="on average"
      />
      <StatTile
        label="Last used"
        value={lastUsedAt ? formatRelative(lastUsedAt, now) : "Never"}
        note={lastUsedAt ? formatDateTime(lastUsedAt, timeZone) : undefined}
      />
    </div>
  );
}
