// A measure is above or below what somebody chose.
import { ALERT_METRIC_LABELS, type ThresholdSettings } from "#lib/shared/alerts.ts";
import { formatNumber } from "#lib/shared/format.ts";
import type { Id } from "#lib/shared/ids.ts";
import { dayOf, type Judged } from "./judged.ts";
import { usageBefore, windowWords } from "./words.ts";

export interface ThresholdFacts {
  ruleName: string;
  keyName: string | null;
  /** Null where there is nothing to divide by: no call has no mean. */
  value: number | null;
}

export function judgeThreshold(
  { ruleName, keyName, value }: ThresholdFacts,
  settings: ThresholdSettings,
  now: Date,
): Judged | null {
  const { comparison, keyId, windowMinutes } = settings;
  if (value === null) return null;
  if (comparison === "above" ? value <= settings.value : value >= settings.value) return null;
  const what = settings.metric === "meter" ? settings.meter : ALERT_METRIC_LABELS[settings.metric];
  return {
    subject: keyId ?? "all",
    subjectLabel: keyName ?? "All keys",
    keyId: keyId as Id<"key"> | null,
    period: dayOf(now),
    goesOn: true,
    title: ruleName,
    text: `${what}: ${formatNumber(value)} in the last ${windowWords(windowMinutes)}, ${comparison} ${formatNumber(settings.value)}.`,
    path: usageBefore(now, 1, keyId ? { key: keyId } : {}),
  };
}
