"use client";
// The opened part of RangePicker; loaded on demand.
import { Check } from "lucide-react";
import { CustomRange } from "#components/chart/custom-range.tsx";
import { RANGES, type RangeId, type RelativeRange } from "#lib/shared/range.ts";

export default function RangePanel(props: {
  current: RangeId;
  from: string | null;
  to: string | null;
  timeZone: string;
  ranges?: RelativeRange[];
  onChosen: (range: RangeId, from?: string, to?: string) => void;
}) {
  return (
    <>
      <ul className="grid grid-cols-2">
        {RANGES.filter((range) => props.ranges?.includes(range.id) ?? true).map((range) => (
          <li key={range.id}>
            <button
              type="button"
              aria-pressed={range.id === props.current}
              onClick={() => props.onChosen(range.id)}
              className="flex w-full items-center justify-between gap-2 rounded-md px-2 py-1.5 text-left text-ui hover:bg-muted aria-pressed:font-medium"
            >
              {range.label}
              {range.id === props.current ? (
                <Check aria-hidden="true" className="size-4 text-primary" />
              ) : null}
            </button>
          </li>
        ))}
      </ul>
      <CustomRange
        from={props.from}
        to={props.to}
        timeZone={props.timeZone}
        onApply={(from, to) => props.onChosen("custom", from, to)}
      />
    </>
  );
}
