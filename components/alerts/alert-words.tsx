// Alerts and rules in the words and colours of the screens.
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import type { AlertRuleView, AlertView } from "#lib/alerts/view.ts";
import { ALERT_METRIC_LABELS, type AlertMetric, type AlertSeverity } from "#lib/shared/alerts.ts";
import { formatNumber } from "#lib/shared/format.ts";

const SEVERITY: Record<AlertSeverity, { label: string; tone: Tone; icon: ReactNode }> = {
  info: { label: "Info", tone: "info", icon: <Info aria-hidden="true" /> },
  warning: { label: "Warning", tone: "warning", icon: <TriangleAlert aria-hidden="true" /> },
  critical: { label: "Critical", tone: "danger", icon: <CircleAlert aria-hidden="true" /> },
};

export const SEVERITY_OPTIONS = (["critical", "warning", "info"] as const).map((value) => ({
  value,
  label: SEVERITY[value].label,
}));

export function SeverityBadge({ severity }: { severity: AlertSeverity }) {
  const { label, tone, icon } = SEVERITY[severity];
  return (
    <Badge tone={tone}>
      {icon}
      {label}
    </Badge>
  );
}

/** What is special about an alert beside its severity. */
export function AlertMarks({ alert }: { alert: AlertView }) {
  return (
    <>
      {alert.test ? <Badge tone="brand">Test</Badge> : null}
      {alert.muted && alert.state === "firing" ? <Badge tone="outline">Muted</Badge> : null}
      {alert.acknowledgedAt && alert.state === "firing" ? <Badge>Taken on</Badge> : null}
    </>
  );
}

/** The settings of a rule as one sentence. */
export function ruleText({ kind, settings }: Pick<AlertRuleView, "kind" | "settings">): string {
  const value = (name: string) => {
    const found = settings[name];
    return typeof found === "number" ? formatNumber(found) : String(found);
  };
  const list = (name: string) => [settings[name]].flat().join(", ");
  switch (kind) {
    case "refusals_burst":
      return `At least ${value("refusedCalls")} calls of a key are refused within ${value("windowMinutes")} minutes, and ${value("refusedPercent")} % of all.`;
    case "unknown_keys_burst":
      return `At least ${value("calls")} calls with secrets that are no key within ${value("windowMinutes")} minutes.`;
    case "new_network":
      return `A key that is known for ${value("learningDays")} days comes from a network that was not seen for 30, unless it comes from more than ${value("mostNetworks")}.`;
    case "spike":
      return `A key makes ${value("times")} times its usual calls at this hour of the week, and ${value("callsPerHour")} in an hour at least.`;
    case "dormant_key":
      return `A key makes a call after ${value("quietDays")} days without any.`;
    case "key_expiring":
      return `${list("daysBefore")} days before a key ends.`;
    case "key_leaked":
      return "A key is reported that was found where others can read it.";
    case "credential_failing":
      return `The daily test of a provider key fails${settings.unreachable ? ", or its provider cannot be reached" : ""}.`;
    case "quota":
      return `${list("percents")} % of a quota or a budget are used.`;
    case "metering_lag":
      return `${value("waitingEvents")} usage events wait on one disk, or any on that of a process that is silent for ${value("silentMinutes")} minutes.`;
    case "threshold":
      return `${measureText(settings)} ${settings.comparison} ${value("value")} within ${value("windowMinutes")} minutes.`;
  }
}

function measureText({ metric, meter, keyId, environment }: AlertRuleView["settings"]): string {
  const what = metric === "meter" ? String(meter) : ALERT_METRIC_LABELS[metric as AlertMetric];
  return `${what}${keyId ? " of one key" : ""}${environment ? ` (${environment})` : ""}`;
}

export function channelText({ mail, mailRole, webhook }: AlertRuleView["channels"]): string {
  const by = ["inbox", mail ? `mail to ${mailRole}s and above` : "", webhook ? "webhooks" : ""];
  return by.filter(Boolean).join(", ");
}
