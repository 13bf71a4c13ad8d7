// What may be asked of alerts and their rules. Settings are checked by the kind of the rule they belong to.
import { z } from "zod";
import { flag, pageFields } from "#lib/core/page.ts";
import {
  ALERT_KINDS,
  ALERT_METRICS,
  ALERT_SEVERITIES,
  type AlertKind,
  type SettingsOf,
} from "#lib/shared/alerts.ts";
import { isId } from "#lib/shared/ids.ts";
import { ROLES } from "#lib/shared/permissions.ts";

const whole = (min: number, max: number) => {
  const say = `Give a whole number from ${min} to ${max}.`;
  return z.int(say).min(min, say).max(max, say);
};

const steps = (min: number, max: number) =>
  z
    .array(whole(min, max), "Give a list of whole numbers.")
    .min(1, "Give at least one.")
    .max(10, "Give at most ten.")
    .transform((list) => [...new Set(list)].sort((a, b) => b - a));

const windowMinutes = whole(15, 1_440);

const Threshold = z
  .strictObject({
    metric: z.enum(ALERT_METRICS, "Name a metric, such as calls."),
    meter: z
      .string()
      .regex(/^[a-z][\w.-]{0,63}$/, "Name a meter, such as patients.")
      .nullable()
      .default(null),
    keyId: z
      .string()
      .refine((text) => isId("key", text), "Give an id that begins with key_.")
      .nullable()
      .default(null),
    environment: z.enum(["live", "test"], "Give live or test.").nullable().default(null),
    comparison: z.enum(["above", "below"], "Give above or below."),
    value: z.number("Give a number.").min(0, "Give 0 or more.").max(1e15, "This is too large."),
    windowMinutes,
  })
  .refine(({ metric, meter }) => metric !== "meter" || meter !== null, {
    path: ["meter"],
    message: "Name the meter that is measured.",
  })
  .transform((settings) => (settings.metric === "meter" ? settings : { ...settings, meter: null }));

/** How the settings of each kind are written. */
export const SETTINGS: { readonly [K in AlertKind]: z.ZodType<SettingsOf[K]> } = {
  refusals_burst: z.strictObject({
    windowMinutes,
    refusedPercent: whole(1, 100),
    refusedCalls: whole(1, 1_000_000),
  }),
  unknown_keys_burst: z.strictObject({ windowMinutes, calls: whole(1, 1_000_000) }),
  new_network: z.strictObject({ learningDays: whole(1, 30), mostNetworks: whole(2, 250) }),
  spike: z.strictObject({
    times: z.number().min(1.1, "Give 1.1 or more.").max(1_000, "Give at most 1000."),
    deviations: z.number().min(1, "Give 1 or more.").max(100, "Give at most 100."),
    callsPerHour: whole(1, 1_000_000_000),
  }),
  dormant_key: z.strictObject({ quietDays: whole(1, 34) }),
  key_expiring: z.strictObject({ daysBefore: steps(1, 365) }),
  key_leaked: z.strictObject({}),
  credential_failing: z.strictObject({ unreachable: z.boolean("Give true or false.") }),
  quota: z.strictObject({ percents: steps(1, 100) }),
  metering_lag: z.strictObject({ waitingEvents: whole(1, 1_000_000_000), silentMinutes: whole(1, 1_440) }),
  threshold: Threshold as unknown as z.ZodType<SettingsOf["threshold"]>,
};

const name = z
  .string("Name the rule.")
  .trim()
  .min(1, "Name the rule.")
  .max(120, "Give at most 120 characters.");
const severity = z.enum(ALERT_SEVERITIES, "Give info, warning or critical.");
const Channels = z.strictObject({
  mail: z.boolean("Give true or false."),
  mailRole: z.enum(ROLES, "Give owner, admin, developer or viewer."),
  webhook: z.boolean("Give true or false."),
});

export const CreateAlertRule = z.strictObject({
  name,
  severity: severity.default("warning"),
  settings: Threshold.describe("What is measured, over which keys, and when it is too much or too little."),
  channels: Channels.partial().default({}).describe("Left out: mail to owners and admins, and webhooks."),
});

export const UpdateAlertRule = z.strictObject({
  ruleId: z.string("Name the rule by its id.").max(64),
  name: name.optional(),
  enabled: z.boolean("Give true or false.").optional(),
  severity: severity.optional(),
  settings: z
    .record(z.string(), z.unknown(), "Give an object.")
    .optional()
    .describe("Those that change; which there are depends on the kind of the rule."),
  channels: Channels.partial().optional(),
});

export const AlertRuleTarget = z.strictObject({ ruleId: z.string("Name the rule by its id.").max(64) });

/** A list, or text with commas, as in a query string. */
function several<Value extends string>(values: readonly Value[], message: string) {
  const list = z.array(z.enum(values, message));
  const text = z.string().transform((value) => value.split(",") as Value[]);
  return z.union([list, text.pipe(list)], message);
}

export const ListAlerts = z.strictObject({
  state: z
    .enum(["firing", "over", "all"], "Give firing, over or all.")
    .default("all")
    .describe("Which ones."),
  acknowledged: flag.optional().describe("Only those that somebody has, or has not, taken on."),
  severity: several(ALERT_SEVERITIES, "Give info, warning or critical.").optional(),
  kind: several(ALERT_KINDS, "This kind of alert is not known.").optional(),
  ...pageFields,
});

/** Of tenants' alerts, those that fire. */
export const ListTenantsAlerts = ListAlerts.omit({ state: true });

export type ListAlertsInput = z.input<typeof ListAlerts>;
export type ListedAlerts = z.output<typeof ListAlerts>;

export const AlertTarget = z.strictObject({ alertId: z.string("Name the alert by its id.").max(64) });

const note = z.string().trim().max(500, "Give at most 500 characters.").nullish();

export const AcknowledgeAlert = AlertTarget.extend({ note: note.describe("What is done about it.") });

const until = z.iso
  .datetime({ offset: true, error: "Give a time, such as 2026-04-01T00:00:00Z." })
  .describe("When they are told of again.");

export const MuteAlert = AlertTarget.extend({
  what: z
    .enum(["both", "rule", "subject"], "Give both, rule or subject.")
    .default("both")
    .describe("Mutes the rule for this subject, the whole rule, or all rules for the subject."),
  until,
});

export const Unmute = z.strictObject({
  rule: z.string("Name the rule, or * for all.").max(64),
  subject: z.string("Name the subject, or * for all.").max(200),
});
