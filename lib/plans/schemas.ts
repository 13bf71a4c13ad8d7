// What may be asked of plans and scope presets.
import { z } from "zod";
import { MAX_EXPIRY_DAYS } from "#lib/shared/key-status.ts";
import { planGatewayInput } from "./gateway-schemas.ts";
import { limitsInput, meterName, perRequestInput, scopesInput } from "./limit-schemas.ts";
import { monthlyMicrosInput, usagePricesInput } from "./price-schemas.ts";

const DAY_SECONDS = 86_400;

const slug = z
  .string("Give the plan a slug.")
  .regex(
    /^[a-z][a-z0-9_-]{1,62}$/,
    "A slug begins with a lower-case letter and has 2 to 63 lower-case letters, digits, dashes and underscores.",
  );

const fields = {
  name: z.string("Give the plan a name.").trim().min(1, "Give the plan a name.").max(120),
  description: z.string().trim().max(500, "A description has at most 500 characters."),
  scopes: scopesInput,
  limits: limitsInput,
  perRequest: perRequestInput,
  /** Language models: which of them, under which names, and who pays. */
  gateway: planGatewayInput,
  /** Longest life of a key, in days. */
  maxExpiryDays: z
    .int(`Give a whole number of days from 1 to ${MAX_EXPIRY_DAYS}.`)
    .min(1, `Give a whole number of days from 1 to ${MAX_EXPIRY_DAYS}.`)
    .max(MAX_EXPIRY_DAYS, `Give a whole number of days from 1 to ${MAX_EXPIRY_DAYS}.`),
  allowsNeverExpiring: z.boolean("Give true or false."),
  /**
   * How long keys go on being accepted, as they were last known, while the database cannot be asked. 0: not at all.
   */
  staleOkSeconds: z
    .int(`Give a whole number of seconds from 0 to ${DAY_SECONDS}.`)
    .min(0, `Give a whole number of seconds from 0 to ${DAY_SECONDS}.`)
    .max(DAY_SECONDS, `Give a whole number of seconds from 0 to ${DAY_SECONDS}.`),
  /** Amounts per meter and month that the price includes. */
  included: z.record(meterName, z.int("Give a whole number.").min(0, "Give at least 0."), {
    error: "Give an amount per meter.",
  }),
  monthlyMicros: monthlyMicrosInput,
  usagePrices: usagePricesInput,
};

export const CreatePlan = z.strictObject({
  slug,
  name: fields.name,
  description: fields.description.default(""),
  scopes: fields.scopes.default([]),
  limits: fields.limits.default([]),
  perRequest: fields.perRequest.default({}),
  gateway: fields.gateway.default({}),
  maxExpiryDays: fields.maxExpiryDays.default(MAX_EXPIRY_DAYS),
  allowsNeverExpiring: fields.allowsNeverExpiring.default(true),
  staleOkSeconds: fields.staleOkSeconds.default(0),
  included: fields.included.default({}),
  monthlyMicros: fields.monthlyMicros.default(0),
  usagePrices: fields.usagePrices.default({}),
  /** Makes it the plan of tenants that are created without naming one; the former default stops being it. */
  isDefault: z.boolean("Give true or false.").default(false),
});

/** `plan` is an id or slug; what is left out stays as it is. */
export const UpdatePlan = z.strictObject({
  plan: z.string().max(64),
  name: fields.name.optional(),
  description: fields.description.optional(),
  scopes: fields.scopes.optional(),
  limits: fields.limits.optional(),
  perRequest: fields.perRequest.optional(),
  gateway: fields.gateway.optional(),
  maxExpiryDays: fields.maxExpiryDays.optional(),
  allowsNeverExpiring: fields.allowsNeverExpiring.optional(),
  staleOkSeconds: fields.staleOkSeconds.optional(),
  included: fields.included.optional(),
  monthlyMicros: fields.monthlyMicros.optional(),
  usagePrices: fields.usagePrices.optional(),
  isDefault: z.literal(true, "Make another plan the default instead.").optional(),
});

/** A plan by its id or slug. */
export const GetPlan = z.strictObject({ plan: z.string().max(64) });

export const Nothing = z.strictObject({});

/** All presets, in the order in which forms offer them. */
export const UpdateScopePresets = z.strictObject({
  presets: z
    .array(
      z.strictObject({
        name: z
          .string("Give the preset a name.")
          .regex(/^[a-z][a-z0-9_-]{0,62}$/, "A name is lower-case letters, digits, dashes and underscores."),
        description: z.string().trim().max(200, "A description has at most 200 characters.").default(""),
        scopes: scopesInput,
      }),
      "Give a list of presets.",
    )
    .max(50, "Give at most 50 presets.")
    .refine(
      (presets) => new Set(presets.map(({ name }) => name)).size === presets.length,
      "Two presets have the same name.",
    ),
});

export type CreatePlanInput = z.input<typeof CreatePlan>;
export type UpdatePlanInput = z.input<typeof UpdatePlan>;
export type UpdateScopePresetsInput = z.input<typeof UpdateScopePresets>;
