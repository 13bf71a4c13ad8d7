"use client";
// How long a bucket is, among those that give a readable number of points; in the address as `granularity`.
import { parseAsString, useQueryState } from "nuqs";
import { usePendingTransition } from "#components/shell/pending.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { GRANULARITIES, type Granularity, granularitiesFor } from "#lib/shared/range.ts";

/** `current` is what the page shows; `spanMs` the length of its range. */
export function GranularityPicker({ current, spanMs }: { current: Granularity; spanMs: number }) {
  const startTransition = usePendingTransition();
  const [, setGranularity] = useQueryState(
    "granularity",
    parseAsString.withOptions({ shallow: false, startTransition }),
  );
  const offered = granularitiesFor(spanMs);
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
