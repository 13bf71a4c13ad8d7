// How limits are told to the holder of a key: RateLimit-Policy and RateLimit (structured fields, as in
// draft-ietf-httpapi-ratelimit-headers), the older X-RateLimit-* for the tightest limit, and Retry-After.

/** A limit as it stands. Times in milliseconds; null means never, or no window. */
export interface ShownLimit {
  name: string;
  limit: number;
  remaining: number;
  resetMs: number | null;
  windowMs: number | null;
}

const SECOND_MS = 1_000;
/** What stands in Retry-After when waiting does not help: a day. */
const HOPELESS_SECONDS = 86_400;

/** The headers for the limits of a call; none when there are none. `refusedBy` counts as the tightest. */
export function rateLimitHeaders(
  limits: readonly ShownLimit[],
  refusedBy?: ShownLimit,
): Record<string, string> {
  const [first, ...others] = limits;
  if (!first) return {};
  const tightest = refusedBy ?? others.reduce(tighter, first);
  return {
    "RateLimit-Policy": listOf(limits, policyItem),
    RateLimit: listOf(limits, stateItem),
    "X-RateLimit-Limit": String(tightest.limit),
    "X-RateLimit-Remaining": String(tightest.remaining),
    "X-RateLimit-Reset": String(seconds(tightest.resetMs) ?? HOPELESS_SECONDS),
  };
}

/** Whole seconds until another try makes sense, at least 1. */
export function retryAfterSeconds(refusedBy: Pick<ShownLimit, "resetMs"> | undefined): number {
  return Math.max(1, refusedBy ? (seconds(refusedBy.resetMs) ?? HOPELESS_SECONDS) : 1);
}

/** The one with the least left; of two, the one that takes longer to come back. */
function tighter(a: ShownLimit, b: ShownLimit): ShownLimit {
  if (a.remaining !== b.remaining) return a.remaining < b.remaining ? a : b;
  return (a.resetMs ?? Number.POSITIVE_INFINITY) >= (b.resetMs ?? Number.POSITIVE_INFINITY) ? a : b;
}

function listOf(limits: readonly ShownLimit[], item: (limit: ShownLimit) => string): string {
  let list = "";
  for (const limit of limits) list += list === "" ? item(limit) : `, ${item(limit)}`;
  return list;
}

function policyItem({ name, limit, windowMs }: ShownLimit): string {
  const window = seconds(windowMs);
  return `${quoted(name)};q=${limit}${window === null ? "" : `;w=${window}`}`;
}

function stateItem({ name, remaining, resetMs }: ShownLimit): string {
  const reset = seconds(resetMs);
  return `${quoted(name)};r=${remaining}${reset === null ? "" : `;t=${reset}`}`;
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.max(0, Math.ceil(ms / SECOND_MS));
}

const NAMES_AT_MOST = 1_000;
const quotedNames = new Map<string, string>();

/** The same few names come again and again. */
function quoted(name: string): string {
  const known = quotedNames.get(name);
  if (known !== undefined) return known;
  if (quotedNames.size >= NAMES_AT_MOST) quotedNames.clear();
  const made = quotedAnew(name);
  quotedNames.set(name, made);
  return made;
}

/** A string of RFC 9651: printable ASCII, with `"` and `\` escaped. */
function quotedAnew(name: string): string {
  return `"${name.replace(/[^\x20-\x7e]/g, "_").replace(/["\\]/g, "\\$&")}"`;
}
