"use client";
// Names the series with the same colour and texture as in the drawing; a press leaves one out or brings it back.
import { useId } from "react";
import type { ChartKind } from "#components/chart/chart-types.ts";
import { colorOf, type Series } from "#components/chart/series.ts";
import { dashOf, TextureDefs, textureId } from "#components/chart/texture.tsx";

export function ChartLegend(props: {
  series: Series[];
  kind: ChartKind;
  hidden: string[];
  onToggle: (key: string) => void;
}) {
  if (props.series.length < 2) return null;
  return (
    <ul aria-label="Series" className="flex flex-wrap gap-x-1 gap-y-0.5">
      {props.series.map((series, index) => (
        <li key={series.key}>
          <button
            type="button"
            aria-pressed={!props.hidden.includes(series.key)}
            onClick={() => props.onToggle(series.key)}
            className="inline-flex h-6 items-center gap-1.5 rounded-md px-1.5 text-muted-foreground text-xs hover:bg-muted hover:text-foreground aria-[pressed=false]:line-through aria-[pressed=false]:[&_svg]:opacity-25"
          >
            <SeriesSwatch series={series} index={index} line={props.kind === "lines"} />
            <span className="max-w-40 truncate">{series.label}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

export function SeriesSwatch({ series, index, line }: { series: Series; index: number; line?: boolean }) {
  const scope = useId();
  const texture = textureId(scope, index);
  if (line) {
    return (
      <svg viewBox="0 0 18 10" aria-hidden="true" className="h-2.5 w-4.5 shrink-0">
        <path d="M0 5h18" stroke={colorOf(series, index)} strokeWidth="2" strokeDasharray={dashOf(index)} />
      </svg>
    );
  }
  return (
    <svg viewBox="0 0 10 10" aria-hidden="true" className="size-2.5 shrink-0">
      <TextureDefs scope={scope} count={index + 1} />
      <rect width="10" height="10" rx="2" fill={colorOf(series, index)} />
      {texture ? <rect width="10" height="10" rx="2" fill={`url(#${texture})`} /> : null}
    </svg>
  );
}
