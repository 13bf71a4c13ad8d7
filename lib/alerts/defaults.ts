// What every tenant and the platform is told of unless they say otherwise.
import {
  ALERT_KIND_LABELS,
  type AlertChannels,
  type AlertKind,
  type AlertSeverity,
  PLATFORM_ALERT_KINDS,
  type SettingsOf,
  TENANT_ALERT_KINDS,
} from "#lib/shared/alerts.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";

export const DEFAULT_SETTINGS: { readonly [K in AlertKind]: SettingsOf[K] } = {
  refusals_burst: { windowMinutes: 60, refusedPercent: 20, refusedCalls: 50 },
  unknown_keys_burst: { windowMinutes: 60, calls: 100 },
  new_network: { learningDays: 3, mostNetworks: 20 },
  spike: { times: 3, deviations: 6, callsPerHour: 200 },
  dormant_key: { quietDays: 30 },
  key_expiring: { daysBefore: [30, 14, 7, 1] },
  key_leaked: {},
  credential_failing: { unreachable: false },
  quota: { percents: [50, 80, 100] },
  metering_lag: { waitingEvents: 10_000, silentMinutes: 2 },
  threshold: {
    metric: "calls",
    meter: null,
    keyId: null,
    environment: null,
    comparison: "above",
    value: 1_000,
    windowMinutes: 60,
  },
};

/** Steps of quotas and expiries have their own; these are for the rest. */
const SEVERITIES: Record<AlertKind, AlertSeverity> = {
  refusals_burst: "warning",
  unknown_keys_burst: "warning",
  new_network: "warning",
  spike: "warning",
  dormant_key: "info",
  key_expiring: "warning",
  key_leaked: "critical",
  credential_failing: "critical",
  quota: "warning",
  metering_lag: "critical",
  threshold: "warning",
};

export const DEFAULT_CHANNELS: AlertChannels = { mail: true, mailRole: "admin", webhook: true };

export interface Rule<K extends AlertKind = AlertKind> {
  id: string;
  kind: K;
  name: string;
  enabled: boolean;
  severity: AlertSeverity;
  settings: SettingsOf[K];
  channels: AlertChannels;
}

/** The rule of a kind as it comes with the product. */
export function defaultRule<K extends AlertKind>(kind: K): Rule<K> {
  return {
    id: kind,
    kind,
    name: ALERT_KIND_LABELS[kind],
    enabled: true,
    severity: SEVERITIES[kind],
    settings: DEFAULT_SETTINGS[kind],
    channels: DEFAULT_CHANNELS,
  };
}

/** The kinds of rules that a tenant, or the platform, always has. */
export function kindsOf(tenantId: Id<"ten">): readonly AlertKind[] {
  return tenantId === PLATFORM_TENANT ? PLATFORM_ALERT_KINDS : TENANT_ALERT_KINDS;
}
