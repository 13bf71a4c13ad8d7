"use client";
// How long a bucket is, among those that give a readable number of points; in the address as `granularity`.
import { parseAsString, useQueryState } from "nuqs";
import { usePendingTransition } from "#components/shell/pending.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { GRANULARITIES, type Granularity, granularitiesFor } from "#lib/shared/range.ts";

export interface GranularityPickerProps {
  /** What the page shows. */
  current: Granularity;
  /** The length of its range. */
  spanMs: number;
  /** What can be chosen, where less is kept than would fit the range. */
  offered?: readonly Granularity[];
}

export function GranularityPicker({ current, spanMs, ...rest }: GranularityPickerProps) {
  const startTransition = usePendingTransition();
  const [, setGranularity] = useQueryState(
    "granularity",
    parseAsString.withOptions({ shallow: false, startTransition }),
  );
  const offered = rest.offered ?? granularitiesFor(spanMs);
  return (
    <span className="w-30">
      <NativeSelect
        aria-label="Length of a bucket"
        value={current}
        onChange={(event) => void setGranularity(event.target.value)}
      >
        {GRANULARITIES.filter(({ id }) => offered.includes(id) || id === current).map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </NativeSelect>
    </span>
  );
}
