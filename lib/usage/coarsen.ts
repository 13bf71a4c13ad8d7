// Fits a range to what is kept: roll-ups by the hour begin with an hour, and what only days are kept of is shown by days.
import { DAY_MS, HOUR_MS } from "#lib/core/clock.ts";
import type { Granularity } from "#lib/shared/range.ts";
import type { Range } from "./range.ts";
import { fineFrom } from "./roll-ups.ts";
import type { Source } from "./sources.ts";

const BY_THE_HOUR: readonly Source[] = ["resources", "scopes", "latency", "models"];
const NARROW: readonly Granularity[] = ["15m", "1h"];

/** `ofKeys` says whether keys are told apart. */
export function coarsen(
  range: Range,
  source: Source,
  { now, ofKeys }: { now: Date; ofKeys: boolean },
): Range {
  if (source === "latency" && ofKeys) return atLeast(beginningAt(range, DAY_MS), NARROW, "1d");
  const passing = source === "resources" || source === "scopes" || (source === "calls" && ofKeys);
  if (passing && range.from < fineFrom(now)) return atLeast(range, NARROW, "1d");
  if (!BY_THE_HOUR.includes(source)) return range;
  return atLeast(beginningAt(range, HOUR_MS), ["15m"], "1h");
}

const HOURS_BACK: readonly string[] = ["15m", "1h", "6h", "24h"];

/** Of relative ranges: those that go back by hours begin with a whole `ms`; days begin where those of the zone do. */
function beginningAt(range: Range, ms: number): Range {
  if (range.name === "custom" || (ms > HOUR_MS && !HOURS_BACK.includes(range.name))) return range;
  return { ...range, from: new Date(Math.floor(range.from.getTime() / ms) * ms) };
}

function atLeast(range: Range, tooNarrow: readonly Granularity[], least: Granularity): Range {
  const wide = range.granularities.filter((one) => !tooNarrow.includes(one));
  return {
    ...range,
    granularity: tooNarrow.includes(range.granularity) ? (wide[0] ?? least) : range.granularity,
    granularities: wide.length > 0 ? wide : [least],
  };
}
