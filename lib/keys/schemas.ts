// What may be asked of keys. Unknown fields are refused; the messages say what to write instead.
import { z } from "zod";
import { flag, pageFields } from "#lib/core/page.ts";
import { limitsInput, perRequestInput, scopesInput } from "#lib/plans/limit-schemas.ts";
import { KEY_STATUSES } from "#lib/shared/key-status.ts";
import { ENVIRONMENTS } from "#lib/shared/outcomes.ts";
import * as field from "./fields.ts";

const environment = z.enum(ENVIRONMENTS, "Use live or test.");

/** Left out or null in `scopes`, `limits`, `perRequest`: what the plan says. */
const shared = {
  scopes: scopesInput.nullish(),
  limits: limitsInput.nullish(),
  perRequest: perRequestInput.nullish(),
  ownerEmail: field.ownerEmail.nullish(),
  /** Days from now; null for never. Not together with `expiresAt`. */
  expiresInDays: field.expiresInDays.nullish(),
  expiresAt: field.expiresAt.nullish(),
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
    ipAllow: field.ipAllow.default([]),
    tags: field.tags.default([]),
    metadata: field.metadata.default({}),
    demo: z.boolean("Give true or false.").default(false),
    legacy: z.boolean("Give true or false.").default(false),
    /** A secret of one's own choice; left out, one is made. */
    secret: field.chosenSecret.optional(),
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
  /** How long the old secret works on. */
  graceSeconds: field.graceSeconds.default(86_400),
});

export const ExtendRotation = z.strictObject({
  keyId: field.keyId,
  /** How long, from now, the old secret works on. */
  graceSeconds: field.graceSeconds.min(1, "Give at least 1 second, or finish the rotation."),
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

export const ListKeys = z.strictObject({
  ...pageFields,
  /** In name, owner's e-mail, prefix, last four or tag; or a key's id; or a whole pasted secret. */
  q: z.string().trim().max(512, "Search for at most 512 characters.").nullish(),
  status: z.enum(KEY_STATUSES, `Use ${KEY_STATUSES.join(", ")}.`).nullish(),
  environment: environment.nullish(),
  tag: z.string().trim().max(64, "A tag has at most 64 characters.").nullish(),
  neverExpires: flag.nullish(),
  /** Not used for 30 days. */
  dormant: flag.nullish(),
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
