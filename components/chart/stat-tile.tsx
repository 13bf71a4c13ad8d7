// One number: what it counts, how it changed, its trend; a link to what stands behind it.
import { ArrowDownRight, ArrowRight, ArrowUpRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Sparkline } from "#components/chart/sparkline.tsx";
import { cn } from "#components/ui/cn.ts";

export interface StatTileProps {
  label: string;
  /** Formatted. */
  value: string;
  /** The exact value, when `value` is shortened. */
  exact?: string;
  change?: {
    /** Formatted: "+12.5%". */
    text: string;
    direction: "up" | "down" | "flat";
    /** Whether that is welcome; neutral when absent. */
    good?: boolean;
    /** "vs previous 30 days" */
    versus: string;
  };
  trend?: number[];
  /** Instead of a change: "of 10,000 included". */
  note?: ReactNode;
  href?: string;
  className?: string;
}

export function StatTile(props: StatTileProps) {
  return (
    <div
      className={cn(
        "relative grid min-w-0 grid-cols-1 content-start gap-1 rounded-xl border border-border bg-card px-4 py-3.5 shadow-xs",
        props.href && "transition-colors hover:border-input/70",
        props.className,
      )}
    >
      <p className="truncate text-muted-foreground text-ui">
        {props.href ? (
          <Link
            href={props.href}
            className="after:absolute after:inset-0 after:rounded-xl focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring"
          >
            {props.label}
          </Link>
        ) : (
          props.label
        )}
      </p>
      <div className="flex items-end justify-between gap-3">
        <p
          className="shrink-0 font-semibold text-2xl max-sm:text-xl tabular-nums leading-8 tracking-tight"
          title={props.exact}
        >
          {props.value}
        </p>
        {props.trend ? (
          <Sparkline values={props.trend} className="mb-1.5 w-0! min-w-0 max-w-20 flex-1 max-sm:max-w-14" />
        ) : null}
      </div>
      {props.change ? <Change change={props.change} /> : null}
      {props.note ? <div className="truncate text-muted-foreground text-xs">{props.note}</div> : null}
    </div>
  );
}

function Change({ change }: { change: NonNullable<StatTileProps["change"]> }) {
  const Icon = { up: ArrowUpRight, down: ArrowDownRight, flat: ArrowRight }[change.direction];
  const tone =
    change.good === undefined ? "text-muted-foreground" : change.good ? "text-success" : "text-danger";
  return (
    <p className="flex min-w-0 items-center gap-1 text-xs">
      <span className={cn("inline-flex shrink-0 items-center gap-0.5 font-medium tabular-nums", tone)}>
        <Icon aria-hidden="true" className="size-3.5" />
        {change.text}
      </span>
      <span className="truncate text-muted-foreground">{change.versus}</span>
    </p>
  );
}
