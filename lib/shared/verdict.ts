// Why a call was admitted or refused: the checks of a verification in their order, and how far this one came.
import type { Outcome } from "./outcomes.ts";

export interface VerdictCheck {
  name: string;
  state: "passed" | "refused" | "not reached";
  /** What the check asks, or why it refused. */
  text: string;
}

interface Check {
  name: string;
  asks: string;
  refusals: Partial<Record<Outcome, string>>;
}

const CHECKS: Check[] = [
  {
    name: "Form",
    asks: "The text has the form of a key.",
    refusals: { MALFORMED: "The text is cut short, mistyped or empty. It was not looked up." },
  },
  {
    name: "Existence",
    asks: "There is such a key.",
    refusals: { NOT_FOUND: "No key with this secret is known to whoever asked." },
  },
  {
    name: "State",
    asks: "The key is not revoked, expired or switched off.",
    refusals: {
      REVOKED: "The key was revoked.",
      EXPIRED: "The key, or the secret that was used, has expired.",
      DISABLED: "The key was switched off.",
    },
  },
  {
    name: "Tenant",
    asks: "The tenant is not suspended.",
    refusals: { TENANT_SUSPENDED: "The tenant was suspended." },
  },
  {
    name: "Address",
    asks: "The key may be used from this address.",
    refusals: { IP_NOT_ALLOWED: "The address is not on the key’s list." },
  },
  {
    name: "Scopes",
    asks: "The key has every scope that was asked for.",
    refusals: { INSUFFICIENT_SCOPE: "The key lacks a scope that was asked for." },
  },
  {
    name: "Per-request maximum",
    asks: "The call asks for no more than one call may.",
    refusals: { UNITS_EXCEED_MAX: "The call asked for more than one call may." },
  },
  {
    name: "Limits",
    asks: "Rates and quotas have room.",
    refusals: {
      RATE_LIMITED: "A rate was used up at that moment.",
      QUOTA_EXCEEDED: "A quota was used up.",
      LIMITER_UNAVAILABLE: "The counters could not be asked, and the limit refuses then.",
    },
  },
];

/** Every check, in the order in which they are made; all have passed where the outcome is VALID. */
export function explainVerdict(outcome: Outcome): VerdictCheck[] {
  const at = CHECKS.findIndex(({ refusals }) => refusals[outcome] !== undefined);
  return CHECKS.map(({ name, asks, refusals }, index) => {
    if (index === at) return { name, state: "refused", text: refusals[outcome] ?? asks };
    return { name, state: at === -1 || index < at ? "passed" : "not reached", text: asks };
  });
}

/** Why calls with this outcome were refused, in one sentence; null for those that were admitted. */
export function whyRefused(outcome: Outcome): string | null {
  return CHECKS.map(({ refusals }) => refusals[outcome]).find((text) => text !== undefined) ?? null;
}
