// A trend in the size of a word: one path, drawn by the server. The number beside it carries the meaning.
import { cn } from "#components/ui/cn.ts";

const WIDTH = 100;
const HEIGHT = 24;
const PAD = 2;

export interface SparklineProps {
  values: number[];
  /** Says what it shows; without it the drawing is decorative. */
  label?: string;
  className?: string;
}

export function Sparkline({ values, label, className }: SparklineProps) {
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      className={cn("h-6 w-24 overflow-visible stroke-chart-1", className)}
    >
      <path
        d={sparkPath(values)}
        fill="none"
        strokeLinecap="round"
        strokeLinejoin="round"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

/** Path through `values` over the full width; a flat line in the middle when there is no spread. */
export function sparkPath(values: number[]): string {
  if (values.length < 2) return `M0 ${HEIGHT / 2}H${WIDTH}`;
  const low = Math.min(...values);
  const spread = Math.max(...values) - low;
  const step = WIDTH / (values.length - 1);
  const y = (value: number) =>
    spread === 0 ? HEIGHT / 2 : HEIGHT - PAD - ((value - low) / spread) * (HEIGHT - 2 * PAD);
  return values
    .map((value, index) => `${index ? "L" : "M"}${(index * step).toFixed(1)} ${y(value).toFixed(1)}`)
    .join("");
}
