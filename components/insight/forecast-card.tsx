// What the running month will come to: used, expected, and the range in which it will most likely end.
import type { ReactNode } from "react";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { formatCompact, formatDate, formatMicros } from "#lib/shared/format.ts";
import type { ForecastView } from "#lib/usage/forecast-usage.ts";

const TITLES: Record<ForecastView["metric"], string> = {
  calls: "Calls",
  requests: "Requests",
  tokens: "Tokens",
  spend: "Spend on models",
};

/** Of `loads` those that nothing was used of are left out, but for the first. */
export async function ForecastCard({ loads }: { loads: (ForecastView | Promise<ForecastView>)[] }) {
  const views = (await Promise.all(loads)).filter(({ used }, index) => index === 0 || used > 0);
  const { period } = views[0]!;
  return (
    <Card>
      <CardHeader
        title="This month"
        description={`${formatDate(period.from, period.zone)} to ${formatDate(Date.parse(period.to) - 1, period.zone)}`}
      />
      <CardContent className="grid gap-5">
        {views.map((view) => (
          <ForecastLine key={view.metric} view={view} />
        ))}
      </CardContent>
    </Card>
  );
}

function ForecastLine({ view }: { view: ForecastView }) {
  const { forecast, used, metric } = view;
  const text = (value: number) => (metric === "spend" ? formatMicros(value) : formatCompact(value));
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h3 className="font-medium text-ui">{TITLES[metric]}</h3>
        <span className="text-muted-foreground text-xs tabular-nums">
          <Strong>{text(used)}</Strong> so far
          {forecast ? (
            <>
              {" "}
              · about <Strong>{text(forecast.expected)}</Strong> by the end
            </>
          ) : null}
        </span>
      </div>
      {forecast ? (
        <ForecastBar used={used} forecast={forecast} label={`${TITLES[metric]}: ${view.words}`} />
      ) : null}
      <p className="text-muted-foreground text-xs">{view.words}</p>
    </div>
  );
}

const Strong = ({ children }: { children: ReactNode }) => (
  <span className="font-semibold text-foreground text-sm">{children}</span>
);

/** Solid up to now, lighter up to what is expected, and a line over the range. */
function ForecastBar(props: {
  used: number;
  forecast: NonNullable<ForecastView["forecast"]>;
  label: string;
}) {
  const { expected, low, high } = props.forecast;
  const at = (value: number) => (high > 0 ? (value / high) * 100 : 0);
  return (
    <svg
      role="img"
      aria-label={props.label}
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      className="h-2.5 w-full overflow-hidden rounded-full"
    >
      <rect width="100" height="8" className="fill-muted" />
      <rect width={at(expected)} height="8" className="fill-brand-soft" />
      <rect width={at(props.used)} height="8" className="fill-primary" />
      <rect
        x={at(low)}
        width={Math.max(0.4, at(high) - at(low))}
        y="3.2"
        height="1.6"
        className="fill-chart-neutral"
      />
    </svg>
  );
}
