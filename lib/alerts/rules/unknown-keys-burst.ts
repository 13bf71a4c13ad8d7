// Somebody tries many secrets that are no key.
import type { SettingsOf } from "#lib/shared/alerts.ts";
import { formatInteger } from "#lib/shared/format.ts";
import { dayOf, type Judged } from "./judged.ts";
import { windowWords } from "./words.ts";

export function judgeUnknownKeys(
  facts: { calls: number },
  { calls, windowMinutes }: SettingsOf["unknown_keys_burst"],
  now: Date,
): Judged | null {
  if (facts.calls < calls) return null;
  return {
    subject: "platform",
    subjectLabel: "Unknown keys",
    keyId: null,
    period: dayOf(now),
    goesOn: true,
    title: "Many calls with unknown keys",
    text: `${formatInteger(facts.calls)} calls came with secrets that are no key in the last ${windowWords(windowMinutes)}.`,
    path: "/unknown-keys?range=24h",
  };
}
