// Up to when the numbers count, in which zone days begin, and which calls are the newest.
import { UpdatedStamp } from "#components/feedback/updated-stamp.tsx";
import { formatDate, formatTime } from "#lib/shared/format.ts";
import type { Grain } from "#lib/usage/spans.ts";

const QUARTER_MS = 900_000;

export interface FreshNoteProps {
  /** RFC 3339. */
  asOf: string;
  /** The beginning of the newest quarter hour with calls. */
  newestBucket: string | null;
  timeZone: string;
  /** How exactly the numbers fit the buckets. */
  grain?: Grain;
}

const GRAINS: Partial<Record<Grain, string>> = {
  hour: " · counted by whole hours",
  "utc-day": " · counted by days in UTC, which is what is kept of this time",
};

export function FreshNote({ asOf, newestBucket, timeZone, grain }: FreshNoteProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t pt-2.5 text-muted-foreground text-xs">
      <span>
        Times in {timeZone.replaceAll("_", " ")}
        {newestBucket ? ` · newest calls ${quarterWords(newestBucket, asOf, timeZone)}` : null}
        {grain ? GRAINS[grain] : null}
      </span>
      <UpdatedStamp at={asOf} now={asOf} />
    </div>
  );
}

/** "14:00–14:15", with the day when it is not today's. */
function quarterWords(start: string, now: string, timeZone: string): string {
  const day = formatDate(start, timeZone);
  const times = `${formatTime(start, timeZone)}–${formatTime(Date.parse(start) + QUARTER_MS, timeZone)}`;
  return day === formatDate(now, timeZone) ? times : `${day}, ${times}`;
}
