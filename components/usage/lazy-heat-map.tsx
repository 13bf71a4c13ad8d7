"use client";
// The heat map comes with the page; the code that makes it live follows in a chunk of its own.
import dynamic from "next/dynamic";
import type { HeatMapProps } from "#components/usage/heat-map.tsx";

const HeatMap = dynamic(() => import("#components/usage/heat-map.tsx").then((it) => it.HeatMap));

export function LazyHeatMap(props: HeatMapProps) {
  return <HeatMap {...props} />;
}
