// A key that was quiet for long makes a call again.
import { DAY_MS } from "#lib/core/clock.ts";
import type { SettingsOf } from "#lib/shared/alerts.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { Judged } from "./judged.ts";
import { dayWords, logsAround } from "./words.ts";

export interface WakingFacts {
  keyId: Id<"key">;
  keyName: string;
  createdAt: Date;
  /** The quarter hour of the first call in a while. */
  wokeAt: Date;
  /** That of the last call before; null when there was none. */
  previousAt: Date | null;
}

export function judgeWaking(
  { keyId, keyName, createdAt, wokeAt, previousAt }: WakingFacts,
  { quietDays }: SettingsOf["dormant_key"],
): Judged | null {
  const days = Math.floor((wokeAt.getTime() - (previousAt ?? createdAt).getTime()) / DAY_MS);
  if (days < quietDays) return null;
  const before = previousAt
    ? `after ${dayWords(days)} without a call`
    : `${dayWords(days)} after it was made`;
  return {
    subject: keyId,
    subjectLabel: keyName,
    keyId,
    period: wokeAt.toISOString(),
    goesOn: false,
    title: `${keyName} is used again`,
    text: `The key made a call ${before}.`,
    path: logsAround(wokeAt, { key: keyId }),
  };
}
