// Many calls of a key are refused: by share and by count, so that neither one stray call nor a busy key's few do it.
import type { SettingsOf } from "#lib/shared/alerts.ts";
import { formatInteger, formatPercent } from "#lib/shared/format.ts";
import type { Id } from "#lib/shared/ids.ts";
import { OUTCOME_LABELS } from "#lib/shared/outcome-labels.ts";
import type { Outcome } from "#lib/shared/outcomes.ts";
import { dayOf, type Judged } from "./judged.ts";
import { logsAround, windowWords } from "./words.ts";

export interface RefusalFacts {
  keyId: Id<"key">;
  keyName: string;
  calls: number;
  refused: number;
  /** The refusal that came most often. */
  mostOutcome: Outcome;
}

export function judgeRefusals(
  { keyId, keyName, calls, refused, mostOutcome }: RefusalFacts,
  { refusedCalls, refusedPercent, windowMinutes }: SettingsOf["refusals_burst"],
  now: Date,
): Judged | null {
  if (refused < refusedCalls || refused * 100 < calls * refusedPercent) return null;
  const share = formatPercent(refused / calls);
  return {
    subject: keyId,
    subjectLabel: keyName,
    keyId,
    period: dayOf(now),
    goesOn: true,
    title: `Many calls of ${keyName} are refused`,
    text: `${formatInteger(refused)} of ${formatInteger(calls)} calls (${share}) were refused in the last ${windowWords(windowMinutes)}, most often for: ${OUTCOME_LABELS[mostOutcome]}.`,
    path: logsAround(now, { key: keyId, outcome: mostOutcome }),
  };
}
