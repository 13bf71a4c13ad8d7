// Whether a quota lasts, in words.
import type { LimitOutlook } from "#lib/usage/forecast-outlook.ts";
import { formatDateTime } from "./format.ts";

/** "Runs out on about Nov 24, 2026, 14:00", "Lasts". */
export function outlookWords({ outlook, endsAt, resetsAt, window }: LimitOutlook, timeZone: string): string {
  if (outlook === "spent")
    return resetsAt ? `Spent until ${formatDateTime(resetsAt, timeZone)}` : "Spent for good";
  if (outlook === "ends" && endsAt) return `Runs out on about ${formatDateTime(endsAt, timeZone)}`;
  if (outlook === "unknown") return "Too new to say whether it lasts";
  return window === "life" ? "Lasts for more than a year" : "Lasts until it begins again";
}
