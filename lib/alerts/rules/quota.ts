// A quota or a budget is used up by a half, by four fifths, or whole: told once for each step of each of its windows.
import type { AlertSeverity, SettingsOf } from "#lib/shared/alerts.ts";
import { formatInteger, formatMicros } from "#lib/shared/format.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { QuotaWindow } from "#lib/shared/limits.ts";
import type { Judged } from "./judged.ts";

export interface QuotaFacts {
  /** Null where all keys of the tenant share it. */
  keyId: Id<"key"> | null;
  keyName: string | null;
  limitName: string;
  meter: string;
  window: QuotaWindow;
  limit: number;
  used: number;
  /** Beginning of the window. */
  bucket: Date;
}

const WINDOW_WORDS: Record<QuotaWindow, string> = {
  day: "of the day",
  week: "of the week",
  month: "of the month",
  life: "for the key’s life",
};

export function judgeQuota(facts: QuotaFacts, { percents }: SettingsOf["quota"]): Judged | null {
  const { keyId, keyName, limitName, meter, window, limit, used, bucket } = facts;
  const step = percents.toSorted((a, b) => b - a).find((percent) => used * 100 >= limit * percent);
  if (step === undefined) return null;
  const whose = keyName ?? "All keys together";
  const said = `${amount(meter, used)} of ${amount(meter, limit)} ${meter === "cost" ? "" : `${meter} `}${WINDOW_WORDS[window]}`;
  return {
    subject: `${keyId ?? "tenant"} ${limitName}`,
    subjectLabel: keyName ? `${keyName}, ${limitName}` : limitName,
    keyId,
    period: `${bucket.toISOString()} ${step}`,
    goesOn: false,
    severity: severityOf(step),
    title:
      step >= 100
        ? `${whose}: the limit ${limitName} is used up`
        : `${whose}: ${step} % of the limit ${limitName} is used`,
    text: `${said.replace(/ +/g, " ")} are used.`,
    path: keyId ? `/keys/${keyId}/limits` : "/usage",
  };
}

function severityOf(percent: number): AlertSeverity {
  if (percent >= 100) return "critical";
  return percent >= 80 ? "warning" : "info";
}

/** Costs are counted in millionths of a dollar. */
function amount(meter: string, value: number): string {
  return meter === "cost" ? formatMicros(value) : formatInteger(value);
}
