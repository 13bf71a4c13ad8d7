// The address of a list of alerts as a question. What is malformed falls back.
import { type Search, textOf } from "#components/keys/list/key-filters.ts";
import type { ListAlertsInput } from "#lib/alerts/schemas.ts";
import { ALERT_KIND_LABELS, ALERT_KINDS, ALERT_SEVERITIES } from "#lib/shared/alerts.ts";

const STATES = ["firing", "over"] as const;

/** Parameters: `severity kind` with commas, `taken` (`yes` or `no`), `state`, `after`. */
export function alertSearch(search: Search): { question: ListAlertsInput; filtered: boolean } {
  const some = <Value extends string>(name: string, known: readonly Value[]) => {
    const named = (textOf(search, name) ?? "").split(",");
    const fitting = known.filter((each) => named.includes(each));
    return fitting.length > 0 ? fitting : undefined;
  };
  const taken = some("taken", ["yes", "no"]);
  const states = some("state", STATES);
  const filters = {
    severity: some("severity", ALERT_SEVERITIES),
    kind: some("kind", ALERT_KINDS),
    acknowledged: taken?.length === 1 ? taken[0] === "yes" : undefined,
    state: states?.length === 1 ? states[0] : undefined,
  };
  return {
    question: { ...filters, cursor: textOf(search, "after") },
    filtered: Object.values(filters).some((filter) => filter !== undefined),
  };
}

export const KIND_FACET = {
  param: "kind",
  label: "Kind",
  options: ALERT_KINDS.map((value) => ({ value, label: ALERT_KIND_LABELS[value] })),
};
