// What headers and refusals mean, as tables.
import { OUTCOME_STATUS, type Outcome } from "#lib/shared/outcomes.ts";

export const HEADERS = [
  { name: "RateLimit-Policy", cells: ["Each limit, and its window in seconds", '"minute";q=100;w=60'] },
  { name: "RateLimit", cells: ["What is left, and in how many seconds more comes", '"minute";r=99;t=41'] },
  { name: "X-RateLimit-Limit", cells: ["The tightest limit", "100"] },
  { name: "X-RateLimit-Remaining", cells: ["What is left of it", "99"] },
  { name: "X-RateLimit-Reset", cells: ["When it resets", "41"] },
  { name: "Retry-After", cells: ["On 429 and 503: whole seconds to wait", "41"] },
];

const ADVICE: Record<Exclude<Outcome, "VALID">, string> = {
  MALFORMED: "The key was cut short or mistyped. Copy it again.",
  NOT_FOUND: "Nobody has this key. Check which environment it is from.",
  REVOKED: "The key has ended for good. Take another.",
  EXPIRED: "The key’s time is over. Create or rotate one.",
  DISABLED: "The key is switched off. Ask whoever manages it.",
  TENANT_SUSPENDED: "The whole account is suspended. Ask its owner.",
  IP_NOT_ALLOWED: "The key works from other addresses only.",
  INSUFFICIENT_SCOPE: "The key lacks a scope that this call needs.",
  UNITS_EXCEED_MAX: "Ask for less in one call.",
  RATE_LIMITED: "Too fast. Wait as long as Retry-After says.",
  QUOTA_EXCEEDED: "The amount for this day, month or key is used up.",
  LIMITER_UNAVAILABLE: "The limit cannot be decided just now. Try again.",
};

export const ANSWERS = Object.entries(ADVICE).map(([code, advice]) => ({
  name: code,
  cells: [String(OUTCOME_STATUS[code as Outcome]), advice],
}));
