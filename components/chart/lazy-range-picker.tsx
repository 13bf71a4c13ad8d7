"use client";
// The picker for pages that are first of all read: it comes with the page, and its code in a chunk of its own.
import dynamic from "next/dynamic";
import type { RangePickerProps } from "#components/chart/range-picker.tsx";

const RangePicker = dynamic(() =>
  import("#components/chart/range-picker.tsx").then((module) => module.RangePicker),
);

export function LazyRangePicker(props: RangePickerProps) {
  return <RangePicker {...props} />;
}
