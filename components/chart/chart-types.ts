// What TimeSeriesChart takes and hands to the part that draws.
import type { Comparison, TimeSeriesData, ValueFormat } from "#components/chart/series.ts";

export type ChartKind = "bars" | "area" | "lines";
export type ChartHeight = 160 | 200 | 240 | 280 | 320;

/** Classes of the room that a chart keeps from the first paint on. */
export const heightClass: Record<ChartHeight, string> = {
  160: "h-40",
  200: "h-50",
  240: "h-60",
  280: "h-70",
  320: "h-80",
};

export interface ChartDrawingProps {
  data: TimeSeriesData;
  kind: ChartKind;
  height: ChartHeight;
  format: ValueFormat;
  /** Keys that are switched off in the legend. */
  hidden: string[];
  compare?: Comparison;
  /** Names the drawing for screen readers. */
  label: string;
  /** A stretch of buckets was dragged over: index of the first and last. */
  onZoom?: (first: number, last: number) => void;
  /** A piece of a bar was pressed. */
  onPick?: (key: string, index: number) => void;
  /** Where the tooltip stands, for keys that act on a bucket. */
  onIndex?: (index: number | null) => void;
}
