// What the alert screens can do, as the pages hand it to them. Every one is a server action.
import type { Act } from "#components/form/act.ts";
import type { AlertRuleView, AlertView, MuteView } from "#lib/alerts/view.ts";
import type { AlertChannels, AlertSeverity } from "#lib/shared/alerts.ts";

export interface AlertActions {
  acknowledge: Act<{ alertId: string; note?: string | null }, AlertView>;
  resolve: Act<{ alertId: string }, AlertView>;
  mute: Act<{ alertId: string; what?: "both" | "rule" | "subject"; until: string }, MuteView>;
}

/** What is changed of a rule; what is left out stays. */
export interface RuleChange {
  name?: string;
  enabled?: boolean;
  severity?: AlertSeverity;
  settings?: Record<string, unknown>;
  channels?: Partial<AlertChannels>;
}

export interface RuleActions {
  update: Act<RuleChange & { ruleId: string }, AlertRuleView>;
  remove: Act<{ ruleId: string }, AlertRuleView>;
  test: Act<{ ruleId: string }, AlertView>;
  unmute: Act<{ rule: string; subject: string }, MuteView>;
}
