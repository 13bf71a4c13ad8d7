"use client";
// The drawing of TimeSeriesChart on Recharts; loaded on demand. Arrow keys move the tooltip; nothing moves by itself.
import { useId } from "react";
import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import { BarShape, type BarShapeProps } from "#components/chart/bar-shape.tsx";
import { COMPARE_KEY, chartRows, dayTicks, endKey } from "#components/chart/chart-rows.ts";
import { ChartTooltip } from "#components/chart/chart-tooltip.tsx";
import type { ChartDrawingProps } from "#components/chart/chart-types.ts";
import { colorOf, formatAxis, type Series } from "#components/chart/series.ts";
import { dashOf, TextureDefs, textureId } from "#components/chart/texture.tsx";
import { useDrag } from "#components/chart/use-drag.ts";
import { ChartContainer } from "#components/ui/chart.tsx";
import { formatTick } from "#lib/shared/format.ts";

export default function ChartDrawing(props: ChartDrawingProps) {
  const { data, kind, format } = props;
  const scope = useId();
  const drag = useDrag(props.onZoom);
  const last = data.buckets.length - 1;
  const marks = data.series.map((series, index) => ({ series, index }));
  const shown = marks.filter(({ series }) => !props.hidden.includes(series.key));
  const tick = (index: number) => formatTick(data.buckets[index] ?? 0, data.granularity, data.timeZone);
  return (
    <ChartContainer height={props.height} className={props.onZoom && "cursor-crosshair select-none"}>
      <ComposedChart
        data={chartRows(data, kind !== "bars", props.compare)}
        margin={{ top: 6, right: 4, bottom: 0, left: 0 }}
        barCategoryGap={data.buckets.length > 60 ? 1 : "18%"}
        title={props.label}
        {...drag.handlers}
      >
        <TextureDefs scope={scope} count={data.series.length} />
        <CartesianGrid vertical={false} strokeDasharray="2 4" />
        <XAxis
          dataKey="index"
          ticks={dayTicks(data)}
          tickFormatter={tick}
          tickLine={false}
          axisLine={{ stroke: "var(--border)" }}
          tickMargin={8}
          minTickGap={28}
          height={28}
        />
        <YAxis
          tickFormatter={(value: number) => formatAxis(value, format)}
          tickLine={false}
          axisLine={false}
          width="auto"
          tickCount={5}
          allowDecimals={format !== "number"}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={
            kind === "bars" ? (
              <BandCursor count={data.buckets.length} />
            ) : (
              { stroke: "var(--input)", strokeDasharray: "3 3" }
            )
          }
          content={({ active, label }: TooltipContentProps) => {
            const index = active && label !== undefined ? Number(label) : null;
            props.onIndex?.(index);
            return index === null ? null : <ChartTooltip chart={props} index={index} />;
          }}
        />
        {kind === "bars" &&
          shown.map((mark) => barOf(mark, scope, data.inProgress ? last : -1, props.onPick))}
        {kind === "area" && shown.flatMap((mark) => areaOf(mark, scope))}
        {kind === "lines" && shown.flatMap((mark) => lineOf(mark))}
        {props.compare ? (
          <Line {...stroke} dataKey={COMPARE_KEY} stroke="var(--chart-neutral)" strokeDasharray="3 3" />
        ) : null}
        {drag.range ? (
          <ReferenceArea x1={drag.range[0]} x2={drag.range[1]} fill="var(--primary)" fillOpacity={0.12} />
        ) : null}
      </ComposedChart>
    </ChartContainer>
  );
}

/** A band behind the whole bucket, in place of a line through its bar. Recharts gives all but `count`. */
function BandCursor(props: {
  count: number;
  points?: { x: number; y: number }[];
  width?: number;
  height?: number;
}) {
  const [from] = props.points ?? [];
  if (!from || !props.width || !props.height) return null;
  const width = props.width / props.count;
  return (
    <rect
      x={from.x - width / 2}
      y={from.y}
      width={width}
      height={props.height}
      fill="var(--foreground)"
      fillOpacity={0.06}
      rx={2}
    />
  );
}

interface Mark {
  series: Series;
  index: number;
}

const stroke = {
  type: "linear",
  dot: false,
  strokeWidth: 1.75,
  isAnimationActive: false,
  activeDot: { r: 3, strokeWidth: 0 },
} as const;

function barOf(
  { series, index }: Mark,
  scope: string,
  unfinishedAt: number,
  onPick: ChartDrawingProps["onPick"],
) {
  const color = colorOf(series, index);
  return (
    <Bar
      key={series.key}
      dataKey={series.key}
      stackId="stack"
      fill={color}
      maxBarSize={44}
      className={onPick && "cursor-pointer"}
      onClick={onPick && ((_, at) => onPick(series.key, at))}
      isAnimationActive={false}
      shape={(shape: unknown) => {
        const box = shape as BarShapeProps & { index: number };
        return (
          <BarShape
            x={box.x}
            y={box.y}
            width={box.width}
            height={box.height}
            color={color}
            texture={textureId(scope, index)}
            unfinished={box.index === unfinishedAt}
          />
        );
      }}
    />
  );
}

function areaOf({ series, index }: Mark, scope: string) {
  const color = colorOf(series, index);
  const texture = textureId(scope, index);
  const common = { ...stroke, stroke: color, fill: color, stackId: "stack" };
  return [
    <Area key={series.key} {...common} dataKey={series.key} fillOpacity={0.28} />,
    <Area
      key={`${series.key}-end`}
      {...common}
      stackId="end"
      dataKey={endKey(series.key)}
      fillOpacity={0.1}
      strokeDasharray="3 3"
    />,
    texture ? (
      <Area
        key={`${series.key}-texture`}
        {...common}
        stackId="texture"
        dataKey={series.key}
        stroke="none"
        fill={`url(#${texture})`}
        activeDot={false}
      />
    ) : null,
  ];
}

function lineOf({ series, index }: Mark) {
  const common = { ...stroke, stroke: colorOf(series, index) };
  return [
    <Line key={series.key} {...common} dataKey={series.key} strokeDasharray={dashOf(index)} connectNulls />,
    <Line
      key={`${series.key}-end`}
      {...common}
      dataKey={endKey(series.key)}
      strokeDasharray="2 2"
      strokeOpacity={0.75}
    />,
  ];
}
