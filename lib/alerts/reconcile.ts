// Compares what holds now with the alerts that there are: once for each rule, subject and period, whoever evaluates.
import { HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import type { AlertKind } from "#lib/shared/alerts.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { Judged } from "./rules/judged.ts";

/** What a rule of somebody found. */
export interface Finding extends Judged {
  tenantId: Id<"ten">;
  rule: string;
  kind: AlertKind;
}

/** What is stored of an alert, as far as it matters here. */
export interface Standing {
  tenantId: Id<"ten">;
  id: Id<"alt">;
  rule: string;
  kind: AlertKind;
  subject: string;
  period: string;
  firing: boolean;
  seenAt: Date;
  /** Whether a person said that it is over. */
  closed: boolean;
}

export interface Verdict<F extends Finding, S extends Standing> {
  open: F[];
  /** Still hold. */
  seen: S[];
  /** Hold again within their period. */
  returned: S[];
  /** Over. */
  ended: S[];
}

/** How long the condition must be gone before the alert is over. */
const QUIET_MS: Record<AlertKind, number> = {
  refusals_burst: 15 * MINUTE_MS,
  unknown_keys_burst: 15 * MINUTE_MS,
  // Looked for during a day.
  new_network: 0,
  // A happening, not a state: it stays in sight for a day.
  dormant_key: 24 * HOUR_MS,
  spike: 30 * MINUTE_MS,
  key_expiring: 0,
  // Looked for during a week.
  key_leaked: 0,
  credential_failing: 0,
  quota: 0,
  metering_lag: 5 * MINUTE_MS,
  threshold: 10 * MINUTE_MS,
};

const subjectOf = ({ tenantId, rule, subject }: Finding | Standing) => `${tenantId} ${rule} ${subject}`;
const onceOf = (each: Finding | Standing) => `${subjectOf(each)} ${each.period}`;

export function reconcile<F extends Finding, S extends Standing>(
  findings: readonly F[],
  standing: readonly S[],
  now: Date,
): Verdict<F, S> {
  const byPeriod = new Map(standing.map((alert) => [onceOf(alert), alert]));
  const firing = new Map(standing.filter((alert) => alert.firing).map((alert) => [subjectOf(alert), alert]));
  const verdict: Verdict<F, S> = { open: [], seen: [], returned: [], ended: [] };
  const held = new Set<S>();
  const current = new Set<string>();
  for (const [once, finding] of new Map(findings.map((each) => [onceOf(each), each]))) {
    current.add(subjectOf(finding));
    const goingOn = finding.goesOn ? firing.get(subjectOf(finding)) : undefined;
    const alert = goingOn ?? byPeriod.get(once);
    if (!alert) verdict.open.push(finding);
    else if (alert.firing) held.add(alert);
    else if (!alert.closed) verdict.returned.push(alert);
  }
  for (const alert of standing) {
    if (!alert.firing) continue;
    if (held.has(alert)) verdict.seen.push(alert);
    else if (isOver(alert, current.has(subjectOf(alert)), now)) verdict.ended.push(alert);
  }
  return verdict;
}

/** `superseded` says that the subject has another period by now: the next step of a quota, of an expiry. */
function isOver({ kind, seenAt }: Standing, superseded: boolean, now: Date): boolean {
  const steps = kind === "quota" || kind === "key_expiring";
  return (steps && superseded) || now.getTime() - seenAt.getTime() >= QUIET_MS[kind];
}
