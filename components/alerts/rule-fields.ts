// What can be set of each kind of rule, with its unit; lists are written with commas.
import type { AlertKind } from "#lib/shared/alerts.ts";

export interface RuleField {
  name: string;
  label: string;
  form: "number" | "list" | "flag";
}

const WINDOW: RuleField = { name: "windowMinutes", label: "Window, in minutes", form: "number" };
const number = (name: string, label: string): RuleField => ({ name, label, form: "number" });

export const RULE_FIELDS: Record<AlertKind, RuleField[]> = {
  refusals_burst: [
    number("refusedCalls", "Calls refused at least"),
    number("refusedPercent", "Share of all calls at least, in percent"),
    WINDOW,
  ],
  unknown_keys_burst: [number("calls", "Calls at least"), WINDOW],
  new_network: [
    number("learningDays", "Days in which a key’s networks are learnt"),
    number("mostNetworks", "Not for keys with more networks than"),
  ],
  spike: [
    number("times", "Times the usual calls"),
    number("deviations", "Deviations from the usual"),
    number("callsPerHour", "Calls in an hour at least"),
  ],
  dormant_key: [number("quietDays", "Days without a call")],
  key_expiring: [{ name: "daysBefore", label: "Days before the end, with commas", form: "list" }],
  key_leaked: [],
  credential_failing: [
    { name: "unreachable", label: "Also when the provider does not answer", form: "flag" },
  ],
  quota: [{ name: "percents", label: "Percent used, with commas", form: "list" }],
  metering_lag: [
    number("waitingEvents", "Events that wait"),
    number("silentMinutes", "Minutes of silence of a process"),
  ],
  threshold: [number("value", "Value"), WINDOW],
};

/** As it stands in a form. */
export function shownSetting(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : String(value ?? "");
}

/** As the server takes it; what is no number stays text, and the server says so. */
export function readSetting({ form }: RuleField, text: string): unknown {
  const read = (part: string) => (part.trim() !== "" && Number.isFinite(Number(part)) ? Number(part) : part);
  if (form === "flag") return text === "true";
  return form === "list" ? text.split(",").map((part) => read(part)) : read(text);
}
