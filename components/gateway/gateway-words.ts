// The settings for language models in words.
import type { Payer, PayerContract, UnknownPricePolicy } from "#lib/shared/gateway.ts";

export const CONTRACT_NAMES: Record<PayerContract, string> = {
  byok: "The tenant’s own provider keys",
  byok_then_managed: "The tenant’s own, else the platform’s",
  managed: "The platform’s provider keys",
  request: "A provider key that comes with each call",
};

/** Who did pay for a call. */
export const PAYER_NAMES: Record<Payer, string> = {
  byok: "Own provider key",
  managed: "The platform",
  request: "Key sent with the call",
};

export const UNKNOWN_PRICE_NAMES: Record<UnknownPricePolicy, string> = {
  deny: "Refuse it where money is limited or the platform pays",
  ceiling: "Count it at the highest price that is known",
  unmetered: "Let it through without a cost",
};
