// What a key may ask of language models, and who pays for it: settings that a plan gives and a key narrows.
import type { Id } from "./ids.ts";

/**
 * Who pays, as a key's contract says. "byok": the tenant's own credential. "byok_then_managed": the platform's where
 * the tenant has none that answers. "managed": the platform's. "request": a key that comes with each call.
 */
export const PAYER_CONTRACTS = ["byok", "byok_then_managed", "managed", "request"] as const;
export type PayerContract = (typeof PAYER_CONTRACTS)[number];

/** Who did pay for a call. */
export const PAYERS = ["byok", "managed", "request"] as const;
export type Payer = (typeof PAYERS)[number];

/** What is sound is a part of the tokens in and out, and not beside them. */
export const hasSound = (used: { audioInputTokens: number; audioOutputTokens: number }): boolean =>
  used.audioInputTokens + used.audioOutputTokens > 0;

/**
 * What happens to a call whose price is not known. "deny": refused where money is limited or the platform pays, else
 * let through without a cost. "ceiling": counted at the highest price that is known. "unmetered": let through.
 */
export const UNKNOWN_PRICE_POLICIES = ["deny", "ceiling", "unmetered"] as const;
export type UnknownPricePolicy = (typeof UNKNOWN_PRICE_POLICIES)[number];

export interface GatewaySettings {
  payer: PayerContract;
  /** The contracts that keys of a plan may choose among. */
  payers: readonly PayerContract[];
  /** `provider/model`, with `*` for any run of characters; null allows every model. */
  models: readonly string[] | null;
  /** Names of one's own: `{ "fast": "openai/gpt-5-mini" }`. */
  aliases: Readonly<Record<string, string>>;
  /** Models to go on to when the one that was asked for cannot be reached: `{ "openai/gpt-5": ["anthropic/claude-sonnet-4-5"] }`. */
  fallbacks: Readonly<Record<string, readonly string[]>>;
  /** The tenant's credentials that may be spent, in order; empty for all of them, the newest first. */
  credentials: readonly Id<"cred">[];
  unknownPrice: UnknownPricePolicy;
}

/** What a plan says; what it leaves out is as in DEFAULT_GATEWAY. */
export type PlanGateway = Partial<GatewaySettings>;
/** What a key says of its own. */
export type KeyGateway = Partial<Omit<GatewaySettings, "payers" | "unknownPrice">>;

export const DEFAULT_GATEWAY: GatewaySettings = {
  payer: "byok",
  payers: ["byok", "request"],
  models: null,
  aliases: {},
  fallbacks: {},
  credentials: [],
  unknownPrice: "deny",
};

/** What holds for a key, and the models that both its plan and it allow. */
export interface GatewayTerms extends Omit<GatewaySettings, "models"> {
  /** A model has to be in each of the lists. */
  allowed: readonly (readonly string[])[];
}

/** A key narrows what its plan gives: it can neither choose another payer than the plan offers nor widen its models. */
export function gatewayTerms(plan: PlanGateway | null, key: KeyGateway | null): GatewayTerms {
  const { models, ...given } = { ...DEFAULT_GATEWAY, ...plan };
  const payers = given.payers.includes(given.payer) ? given.payers : [...given.payers, given.payer];
  const payer = key?.payer && payers.includes(key.payer) ? key.payer : given.payer;
  return {
    ...given,
    payer,
    payers,
    aliases: { ...given.aliases, ...key?.aliases },
    fallbacks: { ...given.fallbacks, ...key?.fallbacks },
    credentials: key?.credentials ?? given.credentials,
    allowed: [models, key?.models ?? null].filter((list) => list !== null),
  };
}
