// Who pays for a call of the playground, in words: what a key's contract offers, and what it leaves out and why.
import type { GatewayTerms, Payer } from "#lib/shared/gateway.ts";

export interface PayerChoice {
  value: Payer;
  label: string;
  /** Why it cannot be chosen; null when it can. */
  closed: string | null;
}

/** Every payer, in the order in which they are offered. A stored key and the platform are never a matter of the call. */
export function payerChoices({ payer, payers }: GatewayTerms): PayerChoice[] {
  const isStored = payer === "byok" || payer === "byok_then_managed";
  return [
    {
      value: "byok",
      label: payer === "byok_then_managed" ? "Stored key, else the platform’s" : "Stored provider key",
      closed: isStored ? null : "not in the key’s contract",
    },
    {
      value: "managed",
      label: "Managed: the platform’s key",
      closed: payer === "managed" ? null : "not in the key’s contract",
    },
    {
      value: "request",
      label: "A provider key for this call",
      closed: payer === "request" || payers.includes("request") ? null : "not in the plan",
    },
  ];
}
