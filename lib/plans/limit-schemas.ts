// What a caller may write for limits, per-request maxima and scopes, on a plan and on a key.
import { z } from "zod";
import {
  FAILURE_POLICIES,
  type Limit,
  QUOTA_WINDOWS,
  type QuotaWindow,
  RATE_WINDOWS,
  type RateWindow,
} from "#lib/shared/limits.ts";

const MOST = 1_000_000_000_000;

const amount = z
  .int("Give a whole number of at least 1.")
  .min(1, "Give a whole number of at least 1.")
  .max(MOST, `Give at most ${MOST}.`);

export const meterName = z
  .string("Name a meter, such as requests.")
  .regex(/^[a-z][a-z0-9_.-]{0,62}$/, "A meter is lower-case letters, digits, dots, dashes and underscores.");

const limitName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, "Use letters, digits, dots, dashes and underscores.");

const base = {
  /** Left out: the window's name, preceded by the meter when that is not requests. */
  name: limitName.optional(),
  meter: meterName.default("requests"),
  limit: amount,
  onFailure: z.enum(FAILURE_POLICIES, "Use local, closed or open.").default("local"),
  /** Left out: each key has the limit to itself. */
  per: z.literal("tenant", "Leave this out, or write tenant for a limit that all its keys share.").optional(),
};

const rate = z.strictObject({
  ...base,
  kind: z.literal("rate"),
  window: z.enum(RATE_WINDOWS, "A rate's window is 1s, 1m, 1h or 1d."),
  burst: z.int("Give a whole number of at least 0.").min(0, "Give at least 0.").max(MOST).default(0),
});

const quota = z.strictObject({
  ...base,
  kind: z.literal("quota"),
  window: z.enum(QUOTA_WINDOWS, "A quota's window is day, week, month or life."),
  burst: z.literal(0, "A quota has no burst.").optional(),
});

const WINDOW_NAMES: Record<RateWindow | QuotaWindow, string> = {
  "1s": "second",
  "1m": "minute",
  "1h": "hour",
  "1d": "day",
  day: "calendar-day",
  week: "week",
  month: "month",
  life: "life",
};

const limitInput = z.discriminatedUnion("kind", [rate, quota], "A limit's kind is rate or quota.");

/** Any number of limits, each with a name of its own. */
export const limitsInput = z
  .array(limitInput, "Give a list of limits.")
  .max(32, "Give at most 32 limits.")
  .transform((limits) => limits.map(nameLimit))
  .superRefine((limits, context) => {
    const seen = new Set<string>();
    for (const [index, { name }] of limits.entries()) {
      if (seen.has(name))
        context.addIssue({
          code: "custom",
          path: [index, "name"],
          message: `Two limits are named ${name}; give each its own name.`,
        });
      seen.add(name);
    }
  });

/** Limits of a key's own: what all keys of a tenant share stands in its plan. */
export const ownLimitsInput = limitsInput.superRefine((limits, context) => {
  for (const [index, { per }] of limits.entries())
    if (per)
      context.addIssue({
        code: "custom",
        path: [index, "per"],
        message: "A limit that all keys of a tenant share belongs in the tenant's plan.",
      });
});

/** The limits that hold for a key: its own, or its plan's, and always those that the tenant's keys share. */
export function limitsInForce(own: readonly Limit[] | null, plan: readonly Limit[]): Limit[] {
  return own === null ? [...plan] : [...own, ...plan.filter(({ per }) => per === "tenant")];
}

function nameLimit(input: z.output<typeof limitInput>): Limit {
  const window = WINDOW_NAMES[input.window];
  const { meter, limit, onFailure, per } = input;
  const own = meter === "requests" ? window : `${meter}-${window}`;
  const base = {
    name: input.name ?? (per ? `${per}-${own}` : own),
    meter,
    limit,
    onFailure,
    ...(per && { per }),
  };
  return input.kind === "rate"
    ? { ...base, kind: "rate", window: input.window, burst: input.burst }
    : { ...base, kind: "quota", window: input.window };
}

/** `{ "patients": 50 }`: the largest amount of each meter in one call. */
export const perRequestInput = z
  .record(meterName, amount, "Give an amount per meter.")
  .refine((meters) => Object.keys(meters).length <= 32, "Name at most 32 meters.");

/** `resource:action`, `resource:*`, `*:action`, `*`, or the name of a preset, which stands for its scopes. */
export const scopesInput = z
  .array(
    z
      .string("A scope is text.")
      .max(128, "A scope has at most 128 characters.")
      .regex(
        /^(\*|(\*|[A-Za-z0-9][\w.-]*)(:(\*|[A-Za-z0-9][\w.-]*))?)$/,
        "A scope looks like resource:action, resource:* or *.",
      ),
    "Give a list of scopes.",
  )
  .max(100, "Give at most 100 scopes.")
  .transform((scopes) => [...new Set(scopes)]);

/** A limit as it is shown. */
export const LimitView = z.discriminatedUnion("kind", [
  z.strictObject({
    name: z.string(),
    kind: z.literal("rate"),
    meter: z.string(),
    limit: z.int(),
    window: z.enum(RATE_WINDOWS),
    burst: z.int(),
    onFailure: z.enum(FAILURE_POLICIES),
    per: z.literal("tenant").optional(),
  }),
  z.strictObject({
    name: z.string(),
    kind: z.literal("quota"),
    meter: z.string(),
    limit: z.int(),
    window: z.enum(QUOTA_WINDOWS),
    onFailure: z.enum(FAILURE_POLICIES),
    per: z.literal("tenant").optional(),
  }),
]);
