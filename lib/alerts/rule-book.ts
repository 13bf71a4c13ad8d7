// The rules of all tenants at once: those that they changed or made, and the defaults for everybody else.
import type { alertRules } from "#db/schema/index.ts";
import type { AlertKind, SettingsOf } from "#lib/shared/alerts.ts";
import type { Id } from "#lib/shared/ids.ts";
import { DEFAULT_SETTINGS, defaultRule, kindsOf, type Rule } from "./defaults.ts";

export type RuleRow = typeof alertRules.$inferSelect;

export interface RuleBook {
  /** The rule of a kind as it holds for a tenant. */
  of<K extends AlertKind>(kind: K, tenantId: Id<"ten">): Rule<K>;
  /** The settings of a kind wherever they differ from the defaults. */
  changed<K extends AlertKind>(kind: K): { tenantId: Id<"ten">; settings: SettingsOf[K] }[];
  /** The lowest that anybody has set, so that no statement reads less than somebody needs. */
  least<K extends AlertKind>(kind: K, of: (settings: SettingsOf[K]) => number): number;
  /** Rules of tenants' own that are switched on. */
  own: { tenantId: Id<"ten">; rule: Rule<"threshold"> }[];
}

export function ruleBook(rows: readonly RuleRow[]): RuleBook {
  const changed = new Map(rows.map((row) => [`${row.tenantId} ${row.id}`, row]));
  const rowsOf = <K extends AlertKind>(kind: K) =>
    rows
      .filter((row) => row.id === kind && row.enabled)
      .map(({ tenantId, settings }) => ({ tenantId, settings: settings as SettingsOf[K] }));
  return {
    of<K extends AlertKind>(kind: K, tenantId: Id<"ten">): Rule<K> {
      const row = changed.get(`${tenantId} ${kind}`);
      return row ? toRule<K>(row) : defaultRule(kind);
    },
    changed: rowsOf,
    least: (kind, of) => Math.min(of(DEFAULT_SETTINGS[kind]), ...rowsOf(kind).map((row) => of(row.settings))),
    own: rows
      .filter((row) => row.kind === "threshold" && row.enabled)
      .map((row) => ({ tenantId: row.tenantId, rule: toRule<"threshold">(row) })),
  };
}

export function toRule<K extends AlertKind>(row: RuleRow): Rule<K> {
  const { id, kind, name, enabled, severity, settings, channels } = row;
  return { id, kind: kind as K, name, enabled, severity, settings: settings as SettingsOf[K], channels };
}

/** All rules of one tenant: those that come with the product, in their order, then its own, oldest first. */
export function rulesOf(
  tenantId: Id<"ten">,
  rows: readonly RuleRow[],
): { rule: Rule; row: RuleRow | null }[] {
  const own = rows.filter((row) => row.kind === "threshold");
  const builtIn = kindsOf(tenantId).map((kind) => {
    const row = rows.find(({ id }) => id === kind) ?? null;
    return { rule: row ? toRule(row) : defaultRule(kind), row };
  });
  return [...builtIn, ...own.map((row) => ({ rule: toRule(row), row }))];
}
