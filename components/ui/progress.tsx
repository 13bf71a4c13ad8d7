// How much of a limit is used: a native meter's semantics with our look. Over the limit it says so in text as well.
import { cn } from "#components/ui/cn.ts";

export interface ProgressProps {
  value: number;
  max: number;
  /** Names the measure, for example "Requests this month". */
  label: string;
  /** What a screen reader says instead of the bare number, for example "15 of 50". */
  valueText?: string;
  /** Chosen from the ratio when absent: warning from 80 %, danger from 100 %. */
  tone?: keyof typeof fills;
  className?: string;
}

export function Progress({ value, max, label, valueText, tone, className }: ProgressProps) {
  const ratio = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a native meter cannot be drawn in our colours
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      aria-valuetext={valueText}
      className={cn("h-1.5 w-full overflow-hidden rounded-full bg-muted", className)}
    >
      <svg aria-hidden="true" className="block size-full" preserveAspectRatio="none" viewBox="0 0 100 1">
        <rect className={fills[tone ?? toneOf(ratio)]} width={ratio * 100} height="1" />
      </svg>
    </div>
  );
}

const fills = {
  brand: "fill-primary",
  success: "fill-success",
  warning: "fill-chart-warning",
  danger: "fill-chart-danger",
};

function toneOf(ratio: number): keyof typeof fills {
  if (ratio >= 1) return "danger";
  return ratio >= 0.8 ? "warning" : "brand";
}
