// The largest of a kind in the range, with what is beyond them; a press narrows the page and goes one step down.

import { valuesOf } from "#components/usage/address.ts";
import { formatOf, shownValue } from "#components/usage/chart-data.ts";
import { DIMENSIONS, type DimensionName } from "#components/usage/dimensions.ts";
import { drillHref, type Explorer, logsHref } from "#components/usage/explorer.ts";
import { type RankingRow, RankingTable } from "#components/usage/ranking-table.tsx";
import type { TopItem, UsageTopView } from "#lib/usage/top.ts";

export interface RankingPanelProps {
  load: Promise<UsageTopView>;
  by: DimensionName;
  explorer: Explorer;
}

export async function RankingPanel({ load, by, explorer }: RankingPanelProps) {
  const view = await load;
  if (view.items.length === 0)
    return <p className="py-6 text-center text-muted-foreground text-ui">Nothing in this time.</p>;
  const rows = view.items.map((item) => rowOf(item, view, by, explorer));
  if (view.other)
    rows.push({
      key: "other",
      label: "Other",
      value: shownValue(view, view.other.value),
      share: shareOf(view, view.other.share),
      previous: null,
      chosen: false,
    });
  return (
    <RankingTable
      label={DIMENSIONS[by].many}
      head={DIMENSIONS[by].one}
      rows={rows}
      format={formatOf(view)}
      better={view.metric === "refusals" || view.unit === "micros" ? "down" : undefined}
    />
  );
}

function rowOf(item: TopItem, view: UsageTopView, by: DimensionName, explorer: Explorer): RankingRow {
  const { param } = DIMENSIONS[by];
  return {
    key: item.key,
    label: item.label,
    detail: item.detail,
    value: shownValue(view, item.value),
    share: shareOf(view, item.share),
    previous: item.previous === null ? null : shownValue(view, item.previous),
    chosen: valuesOf(explorer.address, param).includes(item.key),
    drill: drillHref(explorer, by, item.key),
    calls: logsHref(explorer, { [param]: item.key }) ?? undefined,
  };
}

/** Times have no shares. */
const shareOf = (view: UsageTopView, share: number) => (view.unit === "micros" ? null : share);
