"use client";
// Changes the range in the address: to some buckets of a chart, closer, further away, earlier, later, and back.
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import type { TimeSeriesData } from "#components/chart/series.ts";
import { type Ends, endOf, type Move, zoomed } from "#components/chart/zoom-stretch.ts";
import { useGo } from "#components/shell/go-link.tsx";

const PARAMS = ["range", "from", "to", "granularity", "after", "trail"];

export interface Zoom {
  /** To the buckets from `first` to `last`, both included. */
  to(first: number, last: number): void;
  /** Null where it leads nowhere. */
  moves: Record<Move | "reset", (() => void) | null>;
}

export function useZoom(data: TimeSeriesData): Zoom {
  const search = useSearchParams();
  const pathname = usePathname();
  const follow = useGo();
  // The clock of the first look will do: it only says whether there is anything later.
  const [now] = useState(() => Date.now());
  const go = (params: Record<string, string>) => {
    const next = new URLSearchParams(search);
    for (const name of PARAMS) next.delete(name);
    for (const [name, value] of Object.entries(params)) next.set(name, value);
    follow(`${pathname}?${next}`);
  };
  const wish = (ends: Ends | null) => ends && (() => go({ range: "custom", ...ends }));
  const { earlier, later, ...closer } = zoomed(data, now);
  return {
    to(first, last) {
      const from = data.buckets[Math.min(first, last)];
      const lastStart = data.buckets[Math.max(first, last)];
      if (!from || !lastStart) return;
      const next = data.buckets[Math.max(first, last) + 1];
      go({ range: "custom", from, to: next ?? new Date(endOf(lastStart, data.granularity)).toISOString() });
    },
    moves: {
      earlier: wish(earlier),
      later: data.inProgress ? null : wish(later),
      in: wish(closer.in),
      out: wish(closer.out),
      reset: search.get("range") === "custom" ? () => go({}) : null,
    },
  };
}
