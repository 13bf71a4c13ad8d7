// Limits in words, the same wherever they are shown.

import { formatInteger } from "#lib/shared/format.ts";
import type { FailurePolicy, Limit } from "#lib/shared/limits.ts";

const PER: Record<Limit["window"], string> = {
  "1s": "per second",
  "1m": "per minute",
  "1h": "per hour",
  "1d": "per 24 hours",
  day: "per calendar day",
  week: "per calendar week",
  month: "per calendar month",
  life: "in the life of the key",
};

export const WINDOW_LABELS: Record<Limit["window"], string> = {
  "1s": "second",
  "1m": "minute",
  "1h": "hour",
  "1d": "24 hours",
  day: "calendar day (UTC)",
  week: "calendar week (UTC, from Monday)",
  month: "calendar month (UTC)",
  life: "life of the key",
};

export const FAILURE_LABELS: Record<FailurePolicy, { label: string; meaning: string }> = {
  local: {
    label: "Each node keeps its share",
    meaning: "Calls go on; every node admits its part of the limit.",
  },
  closed: { label: "Refuse calls (503)", meaning: "No call passes that could not be counted." },
  open: { label: "Let calls pass", meaning: "Calls are not limited until the counters are back." },
};

/** "100 requests per minute", "1,000,000 tokens per calendar month". */
export function limitText(limit: Pick<Limit, "limit" | "meter" | "window" | "per">): string {
  const text = `${formatInteger(limit.limit)} ${limit.meter} ${PER[limit.window]}`;
  return limit.per ? `${text}, all keys of the tenant together` : text;
}

/** What is special about the limit: its bursts and what happens when counters are away. Null when nothing is. */
export function limitNote(limit: Limit): string | null {
  const notes: string[] = [];
  if (limit.kind === "rate" && limit.burst > 0) notes.push(`bursts of ${formatInteger(limit.burst)} more`);
  if (limit.onFailure === "closed") notes.push("refuses when it cannot count");
  if (limit.onFailure === "open") notes.push("lets pass when it cannot count");
  return notes.length > 0 ? notes.join(" · ") : null;
}
