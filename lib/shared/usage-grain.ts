// How finely usage is kept: what bounds the roll-ups, and for how long each stands.

/** Resources, and scopes, of a tenant and environment in a UTC day; calls for any others are counted together. */
export const MOST_LABELS = 200;
export const OTHER_LABELS = "(other)";
/** What calls that named none are shown as; roll-ups hold "". */
export const NO_LABEL = "(none)";
/** Characters of a resource, or of scopes, that tell them from others. */
export const LONGEST_LABEL = 200;

/** Days for which calls are kept by key and quarter hour, and by resource or scope and hour. */
export const FINE_DAYS = 35;

/** Held shared by whoever stores usage, and alone by whoever rolls a day again. */
export const USAGE_LOCK = 7_306_030;

/** What of a day is shaped at once, under a mark of its own, by what takes the mark back when it comes late. */
export const SHAPED_WITH = {
  calls: ["calls", "keys", "platform", "key-days", "labels"],
  models: ["models", "key-models"],
  meters: ["meters"],
} as const;
export type Shaped = (typeof SHAPED_WITH)[keyof typeof SHAPED_WITH][number];
