"use client";
// A drag over a chart: which buckets it spans while it lasts, and what to do when it ends.
import { useState } from "react";
import type { MouseHandlerDataParam } from "recharts";

export function useDrag(onDone?: (first: number, last: number) => void) {
  const [range, setRange] = useState<[number, number] | null>(null);
  if (!onDone) return { range: null, handlers: {} };
  const at = (state: MouseHandlerDataParam) =>
    state.activeTooltipIndex === undefined ? null : Number(state.activeTooltipIndex);
  return {
    range: range && range[0] !== range[1] ? range : null,
    handlers: {
      onMouseDown(state: MouseHandlerDataParam) {
        const index = at(state);
        if (index !== null) setRange([index, index]);
      },
      onMouseMove(state: MouseHandlerDataParam) {
        const index = at(state);
        if (range && index !== null) setRange([range[0], index]);
      },
      onMouseUp() {
        if (range && range[0] !== range[1]) onDone(range[0], range[1]);
        setRange(null);
      },
      onMouseLeave: () => setRange(null),
    },
  };
}
