// When a key ends: what was asked for, within what the tenant's plan allows.
import { DAY_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { invalidField } from "#lib/core/errors.ts";
import { DEFAULT_EXPIRY_DAYS } from "#lib/shared/key-status.ts";

export interface ExpiryWish {
  /** Null for never. */
  expiresInDays?: number | null | undefined;
  expiresAt?: string | null | undefined;
}

export interface ExpiryPolicy {
  maxExpiryDays: number;
  allowsNeverExpiring: boolean;
}

/** For the difference between the caller's clock and ours. */
const LENIENCE_MS = 5 * MINUTE_MS;

/** The end of a new key; 90 days when nothing was asked for. Throws `invalid_input` for what the plan does not allow. */
export function expiryOfNew(wish: ExpiryWish, policy: ExpiryPolicy, now: Date): Date | null {
  const asked = changedExpiry(wish, policy, now);
  if (asked !== undefined) return asked;
  return new Date(now.getTime() + Math.min(DEFAULT_EXPIRY_DAYS, policy.maxExpiryDays) * DAY_MS);
}

/** The end that was asked for, null for never, undefined when nothing was asked for. */
export function changedExpiry(wish: ExpiryWish, policy: ExpiryPolicy, now: Date): Date | null | undefined {
  const { expiresInDays, expiresAt } = wish;
  const field = expiresInDays === undefined ? "expiresAt" : "expiresInDays";
  const asked = expiresInDays === undefined ? expiresAt : expiresInDays;
  if (asked === undefined) return undefined;
  if (asked === null) return never(policy, field);
  const end = typeof asked === "number" ? now.getTime() + asked * DAY_MS : new Date(asked).getTime();
  if (end <= now.getTime()) throw invalidField(field, "Give a time that is still to come.");
  if (end > now.getTime() + policy.maxExpiryDays * DAY_MS + LENIENCE_MS)
    throw invalidField(field, `The plan allows at most ${policy.maxExpiryDays} days.`);
  return new Date(end);
}

function never(policy: ExpiryPolicy, field: string): null {
  if (policy.allowsNeverExpiring) return null;
  throw invalidField(
    field,
    `The plan allows no key that never expires; at most ${policy.maxExpiryDays} days.`,
  );
}
