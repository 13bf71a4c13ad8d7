// What a rule says when its condition holds: for whom, since when, and in which words.
import type { AlertSeverity } from "#lib/shared/alerts.ts";
import type { Id } from "#lib/shared/ids.ts";

export interface Judged {
  /** What it is about; with the period, it tells one alert of a rule from another. */
  subject: string;
  subjectLabel: string;
  keyId: Id<"key"> | null;
  /** Names the stretch of time in which there is one alert at most. */
  period: string;
  /** Whether an alert that still fires from the period before goes on, instead of another one being opened. */
  goesOn: boolean;
  /** What is worse or milder than the rule itself says. */
  severity?: AlertSeverity;
  title: string;
  /** One sentence. */
  text: string;
  /** The page that shows it, below the area's address. */
  path: string;
}

/** The day of a moment, in UTC: the period of what may come and go. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
