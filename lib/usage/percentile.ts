// Percentiles from a histogram of fixed widths.
import { LATENCY_BOUNDS } from "#lib/shared/latency-bounds.ts";

/**
 * The time in microseconds below which `part` of the calls are, between the bounds of its slot as if calls were spread
 * evenly there; null without calls. `counts[i]` stands for slot `i` of LATENCY_BOUNDS.
 */
export function percentile(counts: readonly number[], part: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let left = part * total;
  for (const [slot, count] of counts.entries()) {
    if (count > 0 && left <= count) return within(slot, left / count);
    left -= count;
  }
  return within(counts.length - 1, 1);
}

function within(slot: number, share: number): number {
  const low = LATENCY_BOUNDS[slot - 1] ?? 0;
  const high = LATENCY_BOUNDS[slot] ?? low;
  return Math.round(low + (high - low) * share);
}
