// How finely usage is kept: what bounds the roll-ups, and for how long each stands.

/** Of a tenant and environment in a UTC day; calls for any others are counted together. */
export const MOST_RESOURCES = 200;
export const OTHER_RESOURCES = "(other)";
/** What calls that named none are shown as; roll-ups hold "". */
export const NO_RESOURCE = "(none)";
/** Characters of a resource that tell it from others. */
export const LONGEST_RESOURCE = 200;

/** Days for which calls are kept by key and quarter hour, and by resource and hour. */
export const FINE_DAYS = 35;

/** Held shared by whoever stores usage, and alone by whoever rolls a day again. */
export const USAGE_LOCK = 7_306_030;
