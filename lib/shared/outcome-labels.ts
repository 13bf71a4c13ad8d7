// How an outcome is named to a reader.
import { OUTCOMES, type Outcome } from "./outcomes.ts";

export const OUTCOME_LABELS: Record<Outcome, string> = {
  VALID: "Admitted",
  MALFORMED: "Malformed key",
  NOT_FOUND: "Unknown key",
  REVOKED: "Revoked key",
  EXPIRED: "Expired key",
  DISABLED: "Disabled key",
  TENANT_SUSPENDED: "Tenant suspended",
  IP_NOT_ALLOWED: "Address not allowed",
  INSUFFICIENT_SCOPE: "Scope missing",
  UNITS_EXCEED_MAX: "Too many units",
  RATE_LIMITED: "Rate limited",
  QUOTA_EXCEEDED: "Quota used up",
  LIMITER_UNAVAILABLE: "Limiter away",
};

export function isOutcome(text: string): text is Outcome {
  return OUTCOMES.includes(text as Outcome);
}
