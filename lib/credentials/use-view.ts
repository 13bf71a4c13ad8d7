// What a credential was spent for, and by whom.
import { z } from "zod";
import { QUOTA_WINDOWS } from "#lib/shared/limits.ts";

const QuotaUse = z.strictObject({
  /** Of the limit. */
  name: z.string(),
  meter: z.string(),
  window: z.enum(QUOTA_WINDOWS),
  used: z.int(),
  limit: z.int(),
});
export type QuotaUse = z.infer<typeof QuotaUse>;

const KeyUse = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** In the last 30 days. */
  calls: z.int(),
  /** How much of each of its quotas is used, whichever credential paid. */
  quotas: z.array(QuotaUse),
});

export const CredentialUse = z.strictObject({
  credentialId: z.string(),
  /** Since the UTC month began. */
  month: z.strictObject({
    calls: z.int(),
    failed: z.int(),
    /** Calls whose price is not known, and which are not in `cost`. */
    unpriced: z.int(),
    /** Dollars, exactly. */
    cost: z.string(),
  }),
  /** Those that called most come first. Keys of tenants that spend a credential of the platform are not named. */
  keys: z.array(KeyUse),
});
export type CredentialUse = z.infer<typeof CredentialUse>;

/** Of credentials that were spent this month, or lately by a key. */
export const CredentialUses = z.strictObject({ items: z.array(CredentialUse) });
export type CredentialUses = z.infer<typeof CredentialUses>;
