"use client";
// Names the series with the same colour and texture as in the drawing; a press leaves one out or brings it back.
import { useId } from "react";
import type { ChartKind } from "#components/chart/chart-types.ts";
import { colorOf, type Series } from "#components/chart/series.ts";
import { dashOf, TextureDefs, textureId } from "#components/chart/texture.tsx";
import { GoLink } from "#components/shell/go-link.tsx";

export function ChartLegend(props: {
  series: Series[];
  kind: ChartKind;
  hidden: string[];
  onToggle: (key: string) => void;
  /** Where the name of a series leads; its swatch alone then leaves it out. */
  hrefs?: Record<string, string>;
}) {
  if (props.series.length < 2) return null;
  return (
    <ul aria-label="Series" className="flex flex-wrap gap-x-1 gap-y-0.5">
      {props.series.map((series, index) => (
        <li key={series.key} className="flex">
          <LegendEntry {...props} entry={series} index={index} href={props.hrefs?.[series.key]} />
        </li>
      ))}
    </ul>
  );
}

function LegendEntry(props: {
  entry: Series;
  index: number;
  kind: ChartKind;
  hidden: string[];
  onToggle: (key: string) => void;
  href: string | undefined;
}) {
  const { entry, href } = props;
  const shown = !props.hidden.includes(entry.key);
  const swatch = <SeriesSwatch series={entry} index={props.index} line={props.kind === "lines"} />;
  const look =
    "inline-flex h-6 items-center gap-1.5 rounded-md px-1.5 text-muted-foreground text-xs hover:bg-muted hover:text-foreground aria-[pressed=false]:[&_svg]:opacity-25";
  const name = (
    <span className={shown ? "max-w-40 truncate" : "max-w-40 truncate line-through"}>{entry.label}</span>
  );
  const toggle = () => props.onToggle(entry.key);
  if (!href)
    return (
      <button type="button" aria-pressed={shown} onClick={toggle} className={look}>
        {swatch}
        {name}
      </button>
    );
  return (
    <>
      <button
        type="button"
        aria-pressed={shown}
        aria-label={`Show ${entry.label}`}
        onClick={toggle}
        className={`${look} min-w-6 justify-center`}
      >
        {swatch}
      </button>
      <GoLink href={href} className={`${look} pl-0.5! hover:underline`}>
        {name}
      </GoLink>
    </>
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
