// Alerts and rules as they are shown.
import { z } from "zod";
import { ALERT_KINDS, ALERT_SEVERITIES } from "#lib/shared/alerts.ts";
import { ROLES } from "#lib/shared/permissions.ts";
import type { Rule } from "./defaults.ts";
import { type AlertRow, isMuted, type MuteRow } from "./queries.ts";
import type { RuleRow } from "./rule-book.ts";

const time = z.iso.datetime();

export const AlertView = z.strictObject({
  id: z.string(),
  rule: z.string(),
  kind: z.enum(ALERT_KINDS),
  severity: z.enum(ALERT_SEVERITIES),
  state: z.enum(["firing", "over"]),
  /** What it is about: "key_…", "cred_…", "node_…", "tenant", "platform". */
  subject: z.string(),
  subjectLabel: z.string(),
  keyId: z.string().nullable(),
  title: z.string(),
  text: z.string(),
  /** The page that shows it, below the area's address. */
  path: z.string(),
  /** Whether a person tried the rule. */
  test: z.boolean(),
  /** Whether nobody is told of it, now. */
  muted: z.boolean(),
  openedAt: time,
  seenAt: time,
  resolvedAt: time.nullable(),
  /** Null when it ended by itself. */
  resolvedBy: z.string().nullable(),
  acknowledgedAt: time.nullable(),
  acknowledgedBy: z.string().nullable(),
  note: z.string().nullable(),
  /** How often it came back within its period. */
  returns: z.int(),
});
export type AlertView = z.infer<typeof AlertView>;

export function toAlertView(row: AlertRow, mutes: readonly MuteRow[]): AlertView {
  const { id, rule, kind, severity, subject, subjectLabel, keyId, title, text, path, test, returns } = row;
  return {
    ...{ id, rule, kind, severity, subject, subjectLabel, keyId, title, text, path, test, returns },
    state: row.firing ? "firing" : "over",
    muted: isMuted(row, mutes),
    openedAt: row.openedAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    resolvedBy: row.resolvedByLabel,
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    acknowledgedBy: row.acknowledgedByLabel,
    note: row.note,
  };
}

/** As staff of the platform see what a tenant is told of. */
export const TenantsAlertView = AlertView.extend({
  tenant: z.strictObject({ id: z.string(), clientId: z.string(), name: z.string() }),
});
export type TenantsAlertView = z.infer<typeof TenantsAlertView>;

export const AlertRuleView = z.strictObject({
  id: z.string(),
  kind: z.enum(ALERT_KINDS),
  name: z.string(),
  enabled: z.boolean(),
  severity: z.enum(ALERT_SEVERITIES),
  /** By kind; units stand in the names. */
  settings: z.record(z.string(), z.unknown()),
  channels: z.strictObject({ mail: z.boolean(), mailRole: z.enum(ROLES), webhook: z.boolean() }),
  /** Whether it comes with the product, and so cannot be deleted for good. */
  builtIn: z.boolean(),
  /** Whether it is as it comes with the product. */
  unchanged: z.boolean(),
  mutedUntil: time.nullable(),
  updatedAt: time.nullable(),
});
export type AlertRuleView = z.infer<typeof AlertRuleView>;

export function toRuleView(
  { rule, row }: { rule: Rule; row: RuleRow | null },
  mutes: readonly MuteRow[],
): AlertRuleView {
  const mute = mutes.find((each) => each.rule === rule.id && each.subject === "*");
  return {
    ...rule,
    settings: { ...rule.settings },
    builtIn: rule.kind !== "threshold",
    unchanged: row === null,
    mutedUntil: mute?.until.toISOString() ?? null,
    updatedAt: row?.updatedAt.toISOString() ?? null,
  };
}

export const MuteView = z.strictObject({
  /** "*" for all of them. */
  rule: z.string(),
  subject: z.string(),
  until: time,
  by: z.string(),
});
export type MuteView = z.infer<typeof MuteView>;

export function toMuteView({ rule, subject, until, createdByLabel }: MuteRow): MuteView {
  return { rule, subject, until: until.toISOString(), by: createdByLabel };
}
