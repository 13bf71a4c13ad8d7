"use client";
// "3 minutes ago", with the exact moment for pointers and screen readers. Takes `now`, so server and browser agree.
import { Hint } from "#components/overlay/hint.tsx";
import { formatExact, formatRelative } from "#lib/shared/format.ts";

export interface RelativeTimeProps {
  /** ISO instants. */
  at: string | Date;
  now: string | Date;
  timeZone?: string;
  className?: string;
}

export function RelativeTime({ at, now, timeZone = "UTC", className }: RelativeTimeProps) {
  const exact = formatExact(at, timeZone);
  return (
    <Hint text={exact} className={className}>
      <time dateTime={new Date(at).toISOString()} className="whitespace-nowrap tabular-nums">
        {formatRelative(at, now)}
        <span className="sr-only"> ({exact})</span>
      </time>
    </Hint>
  );
}
