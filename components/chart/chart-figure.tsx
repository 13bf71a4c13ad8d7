"use client";
// The live part of TimeSeriesChart. The drawing's code is fetched after the page is there, behind a shape of the same height.
import { ChartColumn, Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { ChartLegend } from "#components/chart/chart-legend.tsx";
import { ChartTable } from "#components/chart/chart-table.tsx";
import { heightClass } from "#components/chart/chart-types.ts";
import { totalOf } from "#components/chart/series.ts";
import type { TimeSeriesChartProps } from "#components/chart/time-series-chart.tsx";
import { useZoom } from "#components/chart/use-zoom.ts";
import { moveOfKey, ZoomButtons } from "#components/chart/zoom-buttons.tsx";
import { dimWhilePending } from "#components/shell/dim.ts";
import { useGo } from "#components/shell/go-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";

const ChartDrawing = dynamic(() => import("#components/chart/chart-drawing.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
});

export function ChartFigure(props: TimeSeriesChartProps) {
  const { data, kind = "bars", height = 240, format = "number" } = props;
  const [asTable, setAsTable] = useState(false);
  const [hidden, setHidden] = useState<string[]>([]);
  const titleId = useId();
  const zoom = useZoom(data);
  const go = useGo();
  const at = useRef<number | null>(null);
  const Heading = props.level === 3 ? "h3" : "h2";
  const toggle = (key: string) =>
    setHidden((keys) => (keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key]));
  const pick = (key: string, index: number) => {
    const href = props.drill?.[key];
    if (href) go(href);
    else if (props.zoomable && data.series.length === 1) zoom.to(index, index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!props.zoomable || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moveOfKey(event);
    if (move) zoom.moves[move]?.();
    else if (event.key === "Enter" && at.current !== null) zoom.to(at.current, at.current);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
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
          {props.zoomable ? <ZoomButtons moves={zoom.moves} /> : null}
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
      <div onKeyDownCapture={onKeyDown} className={cn("min-w-0", heightClass[height], dimWhilePending)}>
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
            onPick={props.drill || props.zoomable ? pick : undefined}
            onIndex={(index) => {
              at.current = index;
            }}
          />
        )}
      </div>
      <ChartLegend series={data.series} kind={kind} hidden={hidden} onToggle={toggle} hrefs={props.drill} />
    </figure>
  );
}
