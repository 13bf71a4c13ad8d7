"use client";
// The room in which Recharts draws: a number of pixels high, as wide as its parent, with our axis and grid colours.
import type { ReactElement } from "react";
import { ResponsiveContainer } from "recharts";
import { cn } from "#components/ui/cn.ts";

const FIRST_WIDTH = 640;

export function ChartContainer(props: { height: number; className?: string; children: ReactElement }) {
  return (
    <div
      data-slot="chart"
      className={cn(
        "w-full min-w-0 text-2xs [&_.recharts-cartesian-axis-tick_text]:fill-muted-foreground [&_.recharts-cartesian-grid_line]:stroke-border [&_.recharts-surface]:overflow-visible [&_.recharts-surface:focus-visible]:outline-2 [&_.recharts-surface]:rounded-sm [&_.recharts-surface]:outline-ring",
        props.className,
      )}
    >
      <ResponsiveContainer
        width="100%"
        height={props.height}
        initialDimension={{ width: FIRST_WIDTH, height: props.height }}
      >
        {props.children}
      </ResponsiveContainer>
    </div>
  );
}
