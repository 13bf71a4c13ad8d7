// What may be asked of keys. Unknown fields are refused; the messages say what to write instead.
import { z } from "zod";
import { flag, pageFields } from "#lib/core/page.ts";
import { keyGatewayInput } from "#lib/plans/gateway-schemas.ts";
import { ownLimitsInput, perRequestInput, scopesInput } from "#lib/plans/limit-schemas.ts";
import { KEY_STATUSES } from "#lib/shared/key-status.ts";
import { ENVIRONMENTS } from "#lib/shared/outcomes.ts";
import * as field from "./fields.ts";

const environment = z.enum(ENVIRONMENTS, "Use live or test.");

/** The descriptions are for readers of the API's reference. */
const shared = {
  scopes: scopesInput
    .nullish()
    .describe(
      "What it may do: resource:action, resource:*, *, or a preset. Left out or null: what the plan says.",
    ),
  limits: ownLimitsInput
    .nullish()
    .describe(
      'Such as {"kind": "rate", "meter": "requests", "limit": 100, "window": "1m"} or {"kind": "quota", "limit": 10000, "window": "month"}. Left out or null: what the plan says.',
    ),
  perRequest: perRequestInput
    .nullish()
    .describe(
      'The most that one call may ask for, such as {"patients": 50}. Left out or null: what the plan says.',
    ),
  gateway: keyGatewayInput
    .nullish()
    .describe(
      'Language models, within what the plan gives: {"payer": "byok", "models": ["openai/*"], "aliases": {"fast": "openai/gpt-5-mini"}}. Left out or null: what the plan says.',
    ),
  ownerEmail: field.ownerEmail.nullish().describe("Whom to tell about the key."),
  expiresInDays: field.expiresInDays
    .nullish()
    .describe("Days from now; null for never, if the plan allows it. Left out on creation: 90."),
  expiresAt: field.expiresAt.nullish().describe("The moment itself, instead of expiresInDays."),
};

const oneExpiry = (input: { expiresInDays?: unknown; expiresAt?: unknown }) =>
  (input.expiresInDays ?? input.expiresAt) === null ||
  input.expiresInDays === undefined ||
  input.expiresAt === undefined;
const ONE_EXPIRY = { path: ["expiresAt"], error: "Give expiresInDays or expiresAt, not both." };

export const CreateKey = z
  .strictObject({
    name: field.keyName,
    environment: environment.default("live"),
    ...shared,
    ipAllow: field.ipAllow.default([]).describe("Addresses and CIDR blocks, v4 and v6; empty for any."),
    tags: field.tags.default([]).describe("Words to find it by."),
    metadata: field.metadata.default({}).describe("Any JSON, at most 16 kB; verifications answer with it."),
    demo: z.boolean("Give true or false.").default(false).describe("Marks a key that everybody may know."),
    legacy: z.boolean("Give true or false.").default(false).describe("Marks a key from an earlier system."),
    secret: field.chosenSecret
      .optional()
      .describe("A secret of your own choice, 16 to 512 characters. Left out: one is made."),
  })
  .refine(oneExpiry, ONE_EXPIRY);

/** What is left out stays as it is. */
export const UpdateKey = z
  .strictObject({
    keyId: field.keyId,
    name: field.keyName.optional(),
    ...shared,
    ipAllow: field.ipAllow.optional(),
    tags: field.tags.optional(),
    metadata: field.metadata.optional(),
    demo: z.boolean("Give true or false.").optional(),
    legacy: z.boolean("Give true or false.").optional(),
  })
  .refine(oneExpiry, ONE_EXPIRY);

export const KeyTarget = z.strictObject({ keyId: field.keyId });

export const RotateKey = z.strictObject({
  keyId: field.keyId,
  graceSeconds: field.graceSeconds
    .default(86_400)
    .describe("How long the old secret works on; at most 30 days."),
});

export const ExtendRotation = z.strictObject({
  keyId: field.keyId,
  graceSeconds: field.graceSeconds
    .min(1, "Give at least 1 second, or finish the rotation.")
    .describe("How long, from now, the old secret works on."),
});

export const RevokeKey = z.strictObject({
  keyId: field.keyId,
  reason: z.string().trim().max(500, "A reason has at most 500 characters.").nullish(),
});

/** The secret itself, as its holder sends it. */
export const LookupKey = z.strictObject({
  key: z
    .string("Paste the key.")
    .trim()
    .min(1, "Paste the key.")
    .max(512, "A key has at most 512 characters."),
});

/** `q` may also be a whole pasted secret, where it does not travel in an address. */
export const ListKeys = z.strictObject({
  ...pageFields,
  q: z
    .string()
    .trim()
    .max(512, "Search for at most 512 characters.")
    .nullish()
    .describe("In name, owner's e-mail, prefix, last four or tag; or a key's id."),
  status: z.enum(KEY_STATUSES, `Use ${KEY_STATUSES.join(", ")}.`).nullish(),
  environment: environment.nullish(),
  tag: z.string().trim().max(64, "A tag has at most 64 characters.").nullish(),
  neverExpires: flag.nullish(),
  dormant: flag.nullish().describe("Not used for 30 days."),
  expiringWithinDays: z.coerce
    .number("Give a number of days.")
    .int("Give a whole number of days.")
    .min(1, "Give at least 1 day.")
    .max(365, "Give at most 365 days.")
    .nullish(),
});

/** Over all tenants; `tenant` is an id or a client id. */
export const ListAllKeys = ListKeys.extend({
  tenant: z.string().max(64, "Name the tenant by its id or client id.").nullish(),
});

export type CreateKeyInput = z.input<typeof CreateKey>;
export type UpdateKeyInput = z.input<typeof UpdateKey>;
export type ListKeysInput = z.input<typeof ListKeys>;
export type ListAllKeysInput = z.input<typeof ListAllKeys>;
export type KeyFilters = z.output<typeof ListKeys>;
