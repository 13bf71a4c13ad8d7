// The states of a key, as they are shown and filtered by. Revoked is final; rotating means two secrets work.

export const KEY_STATUSES = ["active", "rotating", "disabled", "expired", "revoked"] as const;
export type KeyStatus = (typeof KEY_STATUSES)[number];

/** The longest overlap of two secrets, in seconds: 30 days. */
export const MAX_GRACE_SECONDS = 2_592_000;

/** The life of a key when nobody says otherwise, in days. */
export const DEFAULT_EXPIRY_DAYS = 90;

/** The longest life that any plan can allow, in days; "never" is a separate permission of the plan. */
export const MAX_EXPIRY_DAYS = 365;

/** A key that was not used for this many days is dormant. */
export const DORMANT_DAYS = 30;
