// Fits a range to what is kept: roll-ups by the hour begin with an hour, and what only days are kept of is shown by days.
import { HOUR_MS } from "#lib/core/clock.ts";
import type { Granularity } from "#lib/shared/range.ts";
import { fineFrom } from "./parts.ts";
import type { Range } from "./range.ts";
import type { Source } from "./sources.ts";

const BY_THE_HOUR: readonly Source[] = ["resources", "latency", "models"];
const NARROW: readonly Granularity[] = ["15m", "1h"];

/** `ofKeys` says whether keys are told apart. */
export function coarsen(
  range: Range,
  source: Source,
  { now, ofKeys }: { now: Date; ofKeys: boolean },
): Range {
  const passing = source === "resources" || (source === "calls" && ofKeys);
  if (passing && range.from < fineFrom(now)) return atLeast(range, NARROW, "1d");
  if (!BY_THE_HOUR.includes(source)) return range;
  const isRelative = range.name !== "custom";
  const from = isRelative ? new Date(Math.floor(range.from.getTime() / HOUR_MS) * HOUR_MS) : range.from;
  return atLeast({ ...range, from }, ["15m"], "1h");
}

function atLeast(range: Range, tooNarrow: readonly Granularity[], least: Granularity): Range {
  const wide = range.granularities.filter((one) => !tooNarrow.includes(one));
  return {
    ...range,
    granularity: tooNarrow.includes(range.granularity) ? (wide[0] ?? least) : range.granularity,
    granularities: wide.length > 0 ? wide : [least],
  };
}
