// What alerts are made of: kinds of rules with their settings, severities and channels.
import type { Role } from "./permissions.ts";

export const ALERT_KINDS = [
  "refusals_burst",
  "unknown_keys_burst",
  "new_network",
  "spike",
  "dormant_key",
  "key_expiring",
  "key_leaked",
  "credential_failing",
  "quota",
  "metering_lag",
  "threshold",
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export const ALERT_SEVERITIES = ["info", "warning", "critical"] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** Rules that a tenant has, and those that the platform has. */
export const TENANT_ALERT_KINDS: readonly AlertKind[] = [
  "refusals_burst",
  "spike",
  "new_network",
  "dormant_key",
  "key_expiring",
  "key_leaked",
  "quota",
  "credential_failing",
];
export const PLATFORM_ALERT_KINDS: readonly AlertKind[] = [
  "unknown_keys_burst",
  "metering_lag",
  "credential_failing",
];

export const ALERT_METRICS = [
  "calls",
  "requests",
  "refused",
  "refused_percent",
  "latency_ms",
  "meter",
  "cost_usd",
] as const;
export type AlertMetric = (typeof ALERT_METRICS)[number];

export const ALERT_METRIC_LABELS: Record<AlertMetric, string> = {
  calls: "Calls",
  requests: "Requests admitted",
  refused: "Calls refused",
  refused_percent: "Share refused, in percent",
  latency_ms: "Mean time to decide, in milliseconds",
  meter: "Amount of a meter",
  cost_usd: "Cost of model calls, in dollars",
};

/** What a rule of a tenant's own measures. */
export interface ThresholdSettings {
  metric: AlertMetric;
  /** For the metric "meter": which one. */
  meter: string | null;
  keyId: string | null;
  environment: "live" | "test" | null;
  comparison: "above" | "below";
  value: number;
  windowMinutes: number;
}

/** The settings of every kind; units stand in the names. */
export interface SettingsOf {
  refusals_burst: { windowMinutes: number; refusedPercent: number; refusedCalls: number };
  unknown_keys_burst: { windowMinutes: number; calls: number };
  new_network: { learningDays: number; mostNetworks: number };
  spike: { times: number; deviations: number; callsPerHour: number };
  dormant_key: { quietDays: number };
  key_expiring: { daysBefore: number[] };
  key_leaked: Record<never, never>;
  credential_failing: { unreachable: boolean };
  quota: { percents: number[] };
  metering_lag: { waitingEvents: number; silentMinutes: number };
  threshold: ThresholdSettings;
}
export type AlertSettings = SettingsOf[AlertKind];

/** The inbox has every alert. Mail goes to members with at least the role; on the platform to its admins. */
export interface AlertChannels {
  mail: boolean;
  mailRole: Role;
  webhook: boolean;
}

export const ALERT_KIND_LABELS: Record<AlertKind, string> = {
  refusals_burst: "Many refusals",
  unknown_keys_burst: "Many unknown keys",
  new_network: "Key used from a new network",
  spike: "Unusually many calls",
  dormant_key: "Sleeping key woke up",
  key_expiring: "Key expires soon",
  key_leaked: "Key found in public",
  credential_failing: "Provider key fails",
  quota: "Quota or budget nearly used up",
  metering_lag: "Usage waits to be stored",
  threshold: "Own threshold",
};

/** Whether `text` is the name of a kind of rule. */
export function isAlertKind(text: string): text is AlertKind {
  return ALERT_KINDS.includes(text as AlertKind);
}
