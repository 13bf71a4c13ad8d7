// The range of time that commands about usage are asked for.
import { invalidField } from "#lib/core/errors.ts";
import { RANGE_IDS, type RangeId } from "#lib/shared/range.ts";
import { readDuration } from "../words.ts";

/** A range that pages offer as well is named as they name it; any other duration is counted back from now. */
export function rangeOf({ since, until }: { since: string; until?: string }, now: Date): object {
  if (/^\d{4}-\d\d-\d\d$/.test(since)) return { range: "custom", from: since, to: until };
  if (until) throw invalidField("until", "Give --since as a day too.");
  if (since !== "custom" && RANGE_IDS.includes(since as RangeId)) return { range: since };
  const seconds = readDuration(since, "since");
  if (seconds === 0) throw invalidField("since", "Give a duration above zero.");
  return { from: new Date(now.getTime() - seconds * 1_000).toISOString() };
}
