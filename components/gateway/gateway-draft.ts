// What a form holds of the settings for language models, and what of it is sent. Lists are lines of text.
import {
  DEFAULT_GATEWAY,
  type KeyGateway,
  type PayerContract,
  type PlanGateway,
  type UnknownPricePolicy,
} from "#lib/shared/gateway.ts";
import type { Id } from "#lib/shared/ids.ts";

/** Patterns one a line; `name = model`; `model = model, model`. */
export interface GatewayLines {
  models: string;
  aliases: string;
  fallbacks: string;
}

export interface KeyGatewayDraft extends GatewayLines {
  /** "" for what the plan says. */
  payer: PayerContract | "";
  /** In the order in which they pay; empty for what the plan says. */
  credentials: readonly Id<"cred">[];
}

export interface PlanGatewayDraft extends GatewayLines {
  payer: PayerContract;
  payers: PayerContract[];
  unknownPrice: UnknownPricePolicy;
}

export function keyGatewayDraft(gateway: KeyGateway | null): KeyGatewayDraft {
  return {
    payer: gateway?.payer ?? "",
    credentials: gateway?.credentials ?? [],
    ...linesOf(gateway ?? {}),
  };
}

export function planGatewayDraft(gateway: PlanGateway): PlanGatewayDraft {
  const { payer, payers, unknownPrice } = { ...DEFAULT_GATEWAY, ...gateway };
  return { payer, payers: [...payers], unknownPrice, ...linesOf(gateway) };
}

/** What a key says of its own: null when that is nothing. */
export function keyGatewayOf({ payer, credentials, ...lines }: KeyGatewayDraft) {
  const { models, aliases, fallbacks } = valuesOf(lines);
  const gateway = {
    ...(payer && { payer }),
    ...(models && { models }),
    ...(isFilled(aliases) && { aliases }),
    ...(isFilled(fallbacks) && { fallbacks }),
    ...(credentials.length > 0 && { credentials: [...credentials] }),
  };
  return isFilled(gateway) ? gateway : null;
}

/** What a plan says; what is usual is left out. */
export function planGatewayOf({ payer, payers, unknownPrice, ...lines }: PlanGatewayDraft) {
  const { models, aliases, fallbacks } = valuesOf(lines);
  const isUsual = [...payers].sort().join() === [...DEFAULT_GATEWAY.payers].sort().join();
  return {
    ...(payer !== DEFAULT_GATEWAY.payer && { payer }),
    ...(!isUsual && { payers }),
    ...(models && { models }),
    ...(isFilled(aliases) && { aliases }),
    ...(isFilled(fallbacks) && { fallbacks }),
    ...(unknownPrice !== DEFAULT_GATEWAY.unknownPrice && { unknownPrice }),
  };
}

/** The control of a form at which the server's message for `path` is shown. */
export function gatewayControlOf(path: string): string {
  return path.startsWith("gateway.") ? path.split(".").slice(0, 2).join(".") : path;
}

function linesOf({ models, aliases, fallbacks }: KeyGateway): GatewayLines {
  return {
    models: (models ?? []).join("\n"),
    aliases: pairLines(Object.entries(aliases ?? {})),
    fallbacks: pairLines(Object.entries(fallbacks ?? {}).map(([model, to]) => [model, to.join(", ")])),
  };
}

const pairLines = (pairs: [string, string][]) => pairs.map((pair) => pair.join(" = ")).join("\n");

/** What is not whole is sent as it is, and refused with its reason by the server. */
function valuesOf({ models, aliases, fallbacks }: GatewayLines) {
  const named = models.split(/[\s,]+/).filter(Boolean);
  return {
    models: named.length > 0 ? named : null,
    aliases: Object.fromEntries(pairsIn(aliases)),
    fallbacks: Object.fromEntries(
      pairsIn(fallbacks).map(([model, to]) => [model, to.split(",").map((name) => name.trim())]),
    ),
  };
}

function pairsIn(text: string): [string, string][] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const [name = "", ...rest] = line.split("=");
    return [name.trim(), rest.join("=").trim()];
  });
}

const isFilled = (value: object) => Object.keys(value).length > 0;
