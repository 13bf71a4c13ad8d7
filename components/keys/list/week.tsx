// The last seven days of a key in a list: a drawing, and the same in words.
import { Sparkline } from "#components/chart/sparkline.tsx";
import { formatCompact, formatInteger } from "#lib/shared/format.ts";

/** Calls by day, today last; null where nobody may say. */
export function Week({ days }: { days: readonly number[] | undefined }) {
  const total = days?.reduce((sum, calls) => sum + calls, 0) ?? 0;
  if (!days || total === 0) return <span className="text-muted-foreground">No calls</span>;
  const label = `${formatInteger(total)} calls in 7 days, by day: ${days.map(formatInteger).join("; ")}`;
  return (
    <span className="inline-flex items-center gap-2" title={label}>
      <Sparkline values={[...days]} label={label} className="h-5 w-20" />
      <span aria-hidden="true" className="text-muted-foreground text-xs tabular-nums">
        {formatCompact(total)}
      </span>
    </span>
  );
}
