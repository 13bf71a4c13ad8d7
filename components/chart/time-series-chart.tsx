"use client";
// The one chart over time: title, one sentence, legend, drawing or table. The drawing's code is fetched after the page is
// there, behind a shape of the same height.
import { ChartColumn, Table2, ZoomOut } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useId, useState } from "react";
import { ChartLegend } from "#components/chart/chart-legend.tsx";
import { ChartTable } from "#components/chart/chart-table.tsx";
import { type ChartHeight, type ChartKind, heightClass } from "#components/chart/chart-types.ts";
import { type Comparison, type TimeSeriesData, totalOf, type ValueFormat } from "#components/chart/series.ts";
import { useZoom } from "#components/chart/use-zoom.ts";
import { dimWhilePending } from "#components/shell/dim.ts";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";

const ChartDrawing = dynamic(() => import("#components/chart/chart-drawing.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
});

export interface TimeSeriesChartProps {
  title: string;
  /** One sentence that says what the drawing shows; read by screen readers, shown under the title. */
  summary: string;
  data: TimeSeriesData;
  kind?: ChartKind;
  height?: ChartHeight;
  format?: ValueFormat;
  compare?: Comparison;
  /** A drag over the drawing narrows the range in the address. */
  zoomable?: boolean;
  /** Beside the title: pickers, a link to the numbers behind. */
  actions?: ReactNode;
  /** Shown when every value is zero. */
  empty?: ReactNode;
  level?: 2 | 3;
  className?: string;
}

export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { data, kind = "bars", height = 240, format = "number" } = props;
  const [asTable, setAsTable] = useState(false);
  const [hidden, setHidden] = useState<string[]>([]);
  const titleId = useId();
  const zoom = useZoom(data);
  const Heading = props.level === 3 ? "h3" : "h2";
  const toggle = (key: string) =>
    setHidden((keys) => (keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key]));
  return (
    <figure aria-labelledby={titleId} className={cn("m-0 grid min-w-0 grid-cols-1 gap-3", props.className)}>
      <figcaption className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="grid min-w-0 gap-0.5">
          <Heading id={titleId} className="font-semibold text-sm">
            {props.title}
          </Heading>
          <p className="text-muted-foreground text-ui">{props.summary}</p>
        </div>
        <div className="flex items-center gap-1">
          {props.actions}
          {props.zoomable && zoom.zoomedIn ? (
            <Button variant="ghost" size="icon-sm" aria-label="Zoom out" onClick={zoom.out}>
              <ZoomOut />
            </Button>
          ) : null}
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={`View ${props.title} as a ${asTable ? "chart" : "table"}`}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <ChartColumn /> : <Table2 />}
          </Button>
        </div>
      </figcaption>
      <div className={cn("min-w-0", heightClass[height], dimWhilePending)}>
        {asTable ? (
          <ChartTable data={data} format={format} label={props.title} className="h-full" />
        ) : totalOf(data) === 0 ? (
          <div className="flex h-full items-center justify-center rounded-lg border border-dashed text-muted-foreground text-ui">
            {props.empty ?? "Nothing happened in this time."}
          </div>
        ) : (
          <ChartDrawing
            data={data}
            kind={kind}
            height={height}
            format={format}
            hidden={hidden}
            compare={props.compare}
            label={`${props.title}. ${props.summary}`}
            onZoom={props.zoomable ? zoom.to : undefined}
          />
        )}
      </div>
      <ChartLegend series={data.series} kind={kind} hidden={hidden} onToggle={toggle} />
    </figure>
  );
}
