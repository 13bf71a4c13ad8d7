// When calls come, by hour and weekday in the zone of the page.
import type { ReactNode } from "react";
import { Card, CardContent } from "#components/ui/card.tsx";
import { LazyHeatMap } from "#components/usage/lazy-heat-map.tsx";
import { METRIC_LABELS, whenWords } from "#components/usage/words.ts";
import { formatInteger } from "#lib/shared/format.ts";
import type { UsageHeatMapView } from "#lib/usage/heat-map.ts";

const DAYS = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

export interface HeatMapPanelProps {
  load: Promise<UsageHeatMapView>;
  actions?: ReactNode;
}

export async function HeatMapPanel({ load, actions }: HeatMapPanelProps) {
  const view = await load;
  const noun = view.metric === "calls" ? "calls" : view.metric;
  const rows = view.values.map((hours, day) =>
    hours.map((value, hour) => (view.hours[day]?.[hour] ? value : null)),
  );
  return (
    <Card>
      <CardContent>
        <LazyHeatMap
          title={`${METRIC_LABELS[view.metric]} by hour and weekday`}
          summary={summaryOf(view, noun)}
          rows={rows}
          times={view.hours}
          format="number"
          noun={noun}
          actions={actions}
        />
      </CardContent>
    </Card>
  );
}

function summaryOf({ values, total, range }: UsageHeatMapView, noun: string): string {
  const most = Math.max(...values.flat());
  if (!total || most === 0) return `No ${noun} ${whenWords(range)}.`;
  const day = values.findIndex((hours) => hours.includes(most));
  const hour = values[day]!.indexOf(most);
  const clock = `${String(hour).padStart(2, "0")}:00`;
  return `Busiest on ${DAYS[day]} at ${clock} in ${range.zone.replaceAll("_", " ")}: ${formatInteger(most)} ${noun} ${whenWords(range)}.`;
}
