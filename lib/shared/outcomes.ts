// What a verification answered: the closed set of codes, and the HTTP status that a service should give its caller.

export const OUTCOME_STATUS = {
  VALID: 200,
  MALFORMED: 401,
  NOT_FOUND: 401,
  REVOKED: 401,
  EXPIRED: 401,
  DISABLED: 401,
  TENANT_SUSPENDED: 403,
  IP_NOT_ALLOWED: 403,
  INSUFFICIENT_SCOPE: 403,
  UNITS_EXCEED_MAX: 403,
  RATE_LIMITED: 429,
  QUOTA_EXCEEDED: 429,
  LIMITER_UNAVAILABLE: 503,
} as const;

export type Outcome = keyof typeof OUTCOME_STATUS;

export const OUTCOMES = Object.keys(OUTCOME_STATUS) as Outcome[];

export const ENVIRONMENTS = ["live", "test"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];
