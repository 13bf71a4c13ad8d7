"use client";
// Narrows the range in the address to some buckets of a chart, and widens it again.
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import type { TimeSeriesData } from "#components/chart/series.ts";
import { usePendingTransition } from "#components/shell/pending.tsx";
import { GRANULARITIES } from "#lib/shared/range.ts";

const PARAMS = ["range", "from", "to", "granularity", "after", "trail"];

export function useZoom(data: TimeSeriesData) {
  const search = useSearchParams();
  const pathname = usePathname();
  const router = useRouter();
  const start = usePendingTransition();
  const go = (params: Record<string, string>) => {
    const next = new URLSearchParams(search);
    for (const name of PARAMS) next.delete(name);
    for (const [name, value] of Object.entries(params)) next.set(name, value);
    start(() => router.push(`${pathname}?${next}`, { scroll: false }));
  };
  return {
    zoomedIn: search.get("range") === "custom",
    /** To the buckets from `first` to `last`, both included. */
    to(first: number, last: number) {
      const from = data.buckets[Math.min(first, last)];
      const lastStart = data.buckets[Math.max(first, last)];
      if (!from || !lastStart) return;
      const end = data.buckets[Math.max(first, last) + 1] ?? endOf(lastStart, data);
      go({ range: "custom", from, to: end });
    },
    /** Back to the page's own range. */
    out: () => go({}),
  };
}

function endOf(start: string, data: TimeSeriesData): string {
  const size = GRANULARITIES.find((each) => each.id === data.granularity)?.ms ?? 0;
  return new Date(Date.parse(start) + size).toISOString();
}
