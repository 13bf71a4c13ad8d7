// How much of a month is used: what is included, what goes beyond it, and lighter what is expected by its end.
import { cn } from "#components/ui/cn.ts";

export interface IncludedBarProps {
  label: string;
  used: number;
  included: number;
  expected: number | null;
  className?: string;
}

export function IncludedBar({ label, used, included, expected, className }: IncludedBarProps) {
  const most = Math.max(used, included, expected ?? 0, 1);
  const at = (value: number) => (value / most) * 100;
  const within = Math.min(used, included);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      className={cn("h-2 w-full overflow-hidden rounded-full", className)}
    >
      <rect width="100" height="8" className="fill-muted" />
      {expected === null ? null : <rect width={at(expected)} height="8" className="fill-brand-soft" />}
      <rect width={at(within)} height="8" className="fill-primary" />
      <rect x={at(within)} width={at(used - within)} height="8" className="fill-chart-warning" />
      {included < most && included > 0 ? (
        <rect x={at(included) - 0.3} width="0.6" height="8" className="fill-foreground" />
      ) : null}
    </svg>
  );
}
