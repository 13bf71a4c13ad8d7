"use client";
// What chooses the earlier range comes with an explanation alone.
import dynamic from "next/dynamic";
import type { EarlierRangeProps } from "#components/insight/earlier-range.tsx";

const EarlierRange = dynamic(() =>
  import("#components/insight/earlier-range.tsx").then((it) => it.EarlierRange),
);

export function LazyEarlierRange(props: EarlierRangeProps) {
  return <EarlierRange {...props} />;
}
