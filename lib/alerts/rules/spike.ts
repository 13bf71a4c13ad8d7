// A key makes many more calls in an hour than in the same hours of the same weekday before.
import type { SettingsOf } from "#lib/shared/alerts.ts";
import { formatInteger } from "#lib/shared/format.ts";
import type { Id } from "#lib/shared/ids.ts";
import { dayOf, type Judged } from "./judged.ts";
import { median, quantile, robustDeviation } from "./robust.ts";
import { usageBefore } from "./words.ts";

/** What is busy now and then is usual when this part of its hours was less busy. */
const BUSY_PART = 0.8;

/** Fewer hours of history are no history. */
const LEAST_HOURS = 6;

export interface SpikeFacts {
  keyId: Id<"key">;
  keyName: string;
  /** In the last four whole quarter hours. */
  callsPerHour: number;
  /** Calls in the same hour and its neighbours, one to four weeks ago; hours before the key was there are left out. */
  history: readonly number[];
}

export function judgeSpike(
  { keyId, keyName, callsPerHour, history }: SpikeFacts,
  settings: SettingsOf["spike"],
  now: Date,
): Judged | null {
  if (callsPerHour < settings.callsPerHour || history.length < LEAST_HOURS) return null;
  const usual = median(history);
  // Counts of independent calls vary by their root at least.
  const deviation = Math.max(robustDeviation(history), Math.sqrt(usual), 1);
  if (callsPerHour < settings.times * usual) return null;
  if (callsPerHour < usual + settings.deviations * deviation) return null;
  if (callsPerHour <= quantile(history, BUSY_PART)) return null;
  return {
    subject: keyId,
    subjectLabel: keyName,
    keyId,
    period: dayOf(now),
    goesOn: true,
    title: `${keyName} makes unusually many calls`,
    text: `${formatInteger(callsPerHour)} calls in an hour; on this weekday at this time ${formatInteger(usual)} are usual.`,
    path: usageBefore(now, 1, { key: keyId }),
  };
}
