// A key ends soon: told anew at each step towards its end.
import { DAY_MS } from "#lib/core/clock.ts";
import type { AlertSeverity, SettingsOf } from "#lib/shared/alerts.ts";
import type { Id } from "#lib/shared/ids.ts";
import { dayOf, type Judged } from "./judged.ts";
import { dayWords } from "./words.ts";

export interface ExpiryFacts {
  keyId: Id<"key">;
  keyName: string;
  expiresAt: Date;
}

export function judgeExpiry(
  { keyId, keyName, expiresAt }: ExpiryFacts,
  { daysBefore }: SettingsOf["key_expiring"],
  now: Date,
): Judged | null {
  const leftMs = expiresAt.getTime() - now.getTime();
  const step = daysBefore.toSorted((a, b) => a - b).find((days) => leftMs <= days * DAY_MS);
  if (leftMs <= 0 || step === undefined) return null;
  return {
    subject: keyId,
    subjectLabel: keyName,
    keyId,
    period: `${expiresAt.toISOString()} ${step}`,
    goesOn: false,
    severity: severityOf(step),
    // Read days later, too: so it says when, and not how soon.
    title: `${keyName} expires on ${dayOf(expiresAt)}`,
    text: `Told ${dayWords(step)} before the end: from ${expiresAt.toISOString().slice(0, 16).replace("T", " ")} UTC on, calls with it are refused.`,
    path: `/keys/${keyId}/settings`,
  };
}

function severityOf(daysLeft: number): AlertSeverity {
  if (daysLeft <= 1) return "critical";
  return daysLeft <= 7 ? "warning" : "info";
}
