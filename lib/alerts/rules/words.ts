// Numbers and addresses in the sentences of alerts.
import { HOUR_MS } from "#lib/core/clock.ts";

/** 90 → "90 minutes", 60 → "hour", 120 → "2 hours"; after "in the last". */
export function windowWords(minutes: number): string {
  if (minutes === 60) return "hour";
  if (minutes === 1_440) return "day";
  if (minutes % 60 === 0) return `${minutes / 60} hours`;
  return `${minutes} minutes`;
}

/** "1 day", "14 days". */
export function dayWords(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}

/** A log from three hours before `at` to an hour after it, with what else stands in its address. */
export function logsAround(at: Date, search: Record<string, string>): string {
  const from = new Date(at.getTime() - 3 * HOUR_MS).toISOString();
  const to = new Date(at.getTime() + HOUR_MS).toISOString();
  return `/logs?${new URLSearchParams({ range: "custom", from, to, ...search })}`;
}

/** A chart of the days before `at`. */
export function usageBefore(at: Date, days: number, search: Record<string, string>): string {
  const from = new Date(at.getTime() - days * 24 * HOUR_MS).toISOString();
  const to = new Date(at.getTime() + HOUR_MS).toISOString();
  return `/usage?${new URLSearchParams({ range: "custom", from, to, ...search })}`;
}
