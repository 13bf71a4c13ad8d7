"use client";
// The one chart over time: title, one sentence, legend, drawing or table. Comes with the page; the code that makes it
// live follows in a chunk of its own.
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import type { ChartHeight, ChartKind } from "#components/chart/chart-types.ts";
import type { Comparison, TimeSeriesData, ValueFormat } from "#components/chart/series.ts";

const ChartFigure = dynamic(() => import("#components/chart/chart-figure.tsx").then((it) => it.ChartFigure));

export interface TimeSeriesChartProps {
  title: string;
  /** One sentence that says what the drawing shows; read by screen readers, shown under the title. */
  summary: string;
  data: TimeSeriesData;
  kind?: ChartKind;
  height?: ChartHeight;
  format?: ValueFormat;
  compare?: Comparison;
  /** Buttons, keys and a drag over the drawing change the range in the address. */
  zoomable?: boolean;
  /** Where a press on a series leads, by its key. */
  drill?: Record<string, string>;
  /** Beside the title: pickers, a link to the numbers behind. */
  actions?: ReactNode;
  /** Shown when every value is zero. */
  empty?: ReactNode;
  level?: 2 | 3;
  className?: string;
}

export function TimeSeriesChart(props: TimeSeriesChartProps) {
  return <ChartFigure {...props} />;
}
