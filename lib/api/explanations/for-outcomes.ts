// Every answer of a verification, explained to who runs the service and to who holds the key.
import type { Outcome } from "#lib/shared/outcomes.ts";
import type { Explanation } from "./explanation.ts";

export const EXPLAINED_OUTCOMES: Record<Outcome, Explanation> = {
  VALID: {
    means: "The key is good for this call, and the call was counted.",
    because: ["It is known, works, may come from this address, has the scopes, and is within its limits."],
    remedy: [
      "Let the call go on, for the tenant that the answer names. response is null: there is nothing to refuse.",
    ],
    detail: "",
  },
  MALFORMED: {
    means: "What was sent cannot be a key: it has the form of an issued key, but its checksum is wrong.",
    because: ["It was cut short, or a character was changed, when it was copied.", "It was invented."],
    remedy: [
      "Copy the key again, completely: the brand, live or test, and 49 characters.",
      "If it was not kept anywhere, rotate it for a new secret.",
    ],
    detail: "This is not a whole API key. Check that it was copied completely.",
  },
  NOT_FOUND: {
    means: "There is no such key for whoever asks.",
    because: [
      "The key belongs to another installation, or to another service altogether.",
      "The verification was asked with a tenant's service token, and the key is another tenant's.",
      "It was chosen or imported elsewhere, and never taken over into this installation.",
      "So many unknown keys came from one address that this one was not looked up; then detail says so.",
    ],
    remedy: [
      "Compare the first characters with the key's on its page; `keyhold keys lookup` says whose a pasted key is.",
      "The unknown keys of a tenant show what comes in again and again, and where from.",
    ],
    detail: "This API key is not known.",
  },
  REVOKED: {
    means: "Somebody ended this key for good.",
    because: ["It leaked, or its holder left. The audit trail says who did it, when and why."],
    remedy: ["Make a new key and put it where the old one is. Revoking cannot be undone; disabling can."],
    detail: "This API key was revoked.",
  },
  EXPIRED: {
    means: "The key's time, or that of its replaced secret, is over.",
    because: [
      "The key was made with an expiry.",
      "The key was rotated, and its old secret is still in use after the time for changing over.",
    ],
    remedy: [
      "After a rotation: use the new secret.",
      "Else give the key a later expiry with `keyhold keys update`, or make a new one.",
      "Alerts tell of keys about to expire before they do.",
    ],
    detail: "This API key has expired.",
  },
  DISABLED: {
    means: "The key is switched off, and can be switched on again.",
    because: [
      "Somebody disabled it by hand.",
      "It was found in public, and the plan says that leaked keys are disabled.",
    ],
    remedy: [
      "Look on the key's page why. `keyhold keys enable` switches it on; rotate it first if it leaked.",
    ],
    detail: "This API key is switched off.",
  },
  TENANT_SUSPENDED: {
    means: "The key is fine, but the customer it belongs to is suspended, with all keys.",
    because: ["The platform's staff suspended the tenant."],
    remedy: ["Holders ask their provider. Staff resume it with `keyhold tenants resume`."],
    detail: "The account of this API key is suspended.",
  },
  IP_NOT_ALLOWED: {
    means:
      "The key has a list of addresses that it may be used from, and the call came from another, or from an unknown one.",
    because: [
      "The caller's address has changed.",
      "Your service did not send ip with the question, or sent its proxy's.",
      "/v1/authorize is behind a proxy that TRUSTED_PROXIES does not name.",
    ],
    remedy: [
      "Look at the address in the live log: is it the caller's?",
      "If it is, add it to the key's list; if it is the proxy's, set TRUSTED_PROXIES.",
    ],
    detail: "This API key may not be used from this address.",
  },
  INSUFFICIENT_SCOPE: {
    means: "The key is good, but not for this: it lacks a scope that the call needs.",
    because: ["The key was made for other work.", "The service asks for a scope whose name has a slip."],
    remedy: [
      "detail names what is missing. Use another key, or give this one the scope with `keyhold keys update`.",
    ],
    detail: "This API key lacks the scope logs:write.",
  },
  UNITS_EXCEED_MAX: {
    means: "One call asks for more of a meter than the key may have at once. Nothing was spent.",
    because: ["The key has a largest amount for each call, as demo keys do."],
    remedy: [
      "Ask for less in one call, several times; or raise it with `keyhold keys update --per-request`.",
    ],
    detail: "One call may ask for at most 50 patients; this one asks for 51.",
  },
  RATE_LIMITED: {
    means:
      "The key has used up what it may have in the current second, minute, hour or day. Nothing was spent.",
    because: ["More calls come than the limit allows.", "A caller repeats refused calls at once."],
    remedy: [
      "Wait for as many seconds as Retry-After says, then go on. RateLimit tells what is left before it is gone.",
      "If the work needs more, raise the limit, on the key or in the plan.",
    ],
    detail: "The limit minute allows 100 requests in 60 seconds. Try again in 41 seconds.",
  },
  QUOTA_EXCEEDED: {
    means:
      "The key, or all keys of the tenant together, have used up a quota of a calendar day, week, month, or for life.",
    because: [
      "More was used than was agreed on.",
      "A quota of the tenant is shared: another of its keys used it.",
    ],
    remedy: [
      "It begins anew when Retry-After is over; one for life never does.",
      "Usage shows who used it. The quota can be raised on the key, the tenant or the plan.",
    ],
    detail: "The limit month allows 10000 requests in a calendar month (UTC). Try again in 5 days.",
  },
  LIMITER_UNAVAILABLE: {
    means: "A limit of the key must not be passed even while it cannot be counted, and now it cannot.",
    because: ["The database is away, and the limit is set to fail closed."],
    remedy: [
      "Try again after as many seconds as Retry-After says.",
      "Give the limit onFailure local or open if calls should go on in such times.",
    ],
    detail: "The limits of this API key cannot be checked right now.",
  },
};
