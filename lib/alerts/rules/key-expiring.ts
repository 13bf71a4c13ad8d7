// A key ends soon: told anew at each step towards its end.
import { DAY_MS, HOUR_MS } from "#lib/core/clock.ts";
import type { AlertSeverity, SettingsOf } from "#lib/shared/alerts.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { Judged } from "./judged.ts";

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
    title: `${keyName} expires ${inWords(leftMs)}`,
    text: `The key ends on ${expiresAt.toISOString().slice(0, 16).replace("T", " ")} UTC; calls with it are refused from then on.`,
    path: `/keys/${keyId}/settings`,
  };
}

function severityOf(daysLeft: number): AlertSeverity {
  if (daysLeft <= 1) return "critical";
  return daysLeft <= 7 ? "warning" : "info";
}

/** "in 3 days", "within a day", "within an hour". */
function inWords(leftMs: number): string {
  if (leftMs <= HOUR_MS) return "within an hour";
  if (leftMs <= DAY_MS) return "within a day";
  const days = Math.ceil(leftMs / DAY_MS);
  return `in ${days} days`;
}
