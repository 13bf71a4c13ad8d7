// A forecast as a person would say it.
import { formatCompact, formatDate, formatMicros } from "#lib/shared/format.ts";
import type { ForecastView } from "./forecast-usage.ts";

/** "About 1.2M requests by Nov 30, 2026, between 1.1M and 1.3M." `fewest`: from how many whole days on it is told. */
export function forecastWords(
  { forecast, metric, period }: Pick<ForecastView, "forecast" | "metric" | "period">,
  fewest: number,
): string {
  if (!forecast) return `No forecast yet: it takes ${fewest} whole days of use.`;
  const until = formatDate(Date.parse(period.to) - 1, period.zone);
  const noun = metric === "spend" ? "" : ` ${metric}`;
  const [expected, low, high] = [forecast.expected, forecast.low, forecast.high].map((value) =>
    metric === "spend" ? formatMicros(value) : formatCompact(value),
  );
  const between = low === high ? "" : `, between ${low} and ${high}`;
  return `About ${expected}${noun} by ${until}${between}.`;
}
