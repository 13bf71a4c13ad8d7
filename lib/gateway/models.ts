// Which model a name means: an alias, `provider/model`, or a bare name whose maker is known by how it begins.
import type { GatewayTerms } from "#lib/shared/gateway.ts";
import { isProviderId, type ProviderId } from "#lib/shared/providers.ts";
import { badRequest, notAllowed } from "./failure.ts";

export interface ModelRef {
  provider: ProviderId;
  /** As the provider calls it. */
  model: string;
}

const MAKERS: readonly [RegExp, ProviderId][] = [
  [/^(gpt-|chatgpt-|o\d|text-embedding-|codex-|computer-use-)/, "openai"],
  [/^claude-/, "anthropic"],
  [/^(gemini-|gemma-)/, "gemini"],
  [/^(mistral-|ministral-|magistral-|codestral-|devstral-|pixtral-|voxtral-|open-mi[sx])/, "mistral"],
  [/^deepseek-/, "deepseek"],
];

/** Throws for a name that says no provider. `provider` is one that was named beside the model. */
export function modelRef(
  name: unknown,
  aliases: Readonly<Record<string, string>>,
  provider: ProviderId | null,
): ModelRef {
  if (typeof name !== "string" || name === "" || name.length > 256)
    throw badRequest("Name a model, such as openai/gpt-5-mini.", "model", "missing_model");
  const meant = Object.hasOwn(aliases, name) ? (aliases[name] as string) : name;
  const slash = meant.indexOf("/");
  const prefix = meant.slice(0, Math.max(0, slash));
  if (isProviderId(prefix)) {
    if (provider !== null && prefix !== provider)
      throw badRequest(`The model is of ${prefix}, and X-Provider says ${provider}.`, "model");
    return { provider: prefix, model: meant.slice(slash + 1) };
  }
  if (provider !== null) return { provider, model: meant };
  const maker = MAKERS.find(([begins]) => begins.test(meant))?.[1];
  if (maker) return { provider: maker, model: meant };
  throw badRequest(
    `It is not known who provides the model ${meant}. Write provider/model, such as openai/gpt-5-mini.`,
    "model",
    "model_not_found",
  );
}

/** `provider/model`. */
export function nameOf({ provider, model }: ModelRef): string {
  return `${provider}/${model}`;
}

/** Whether the model is in each list of `terms`. */
export function isAllowed(ref: ModelRef, { allowed }: Pick<GatewayTerms, "allowed">): boolean {
  const name = nameOf(ref);
  return allowed.every((list) => list.some((pattern) => matches(pattern, name)));
}

/** Throws for a model that the key or its plan does not allow. */
export function requireAllowed(ref: ModelRef, terms: GatewayTerms): void {
  if (!isAllowed(ref, terms))
    throw notAllowed(`This API key may not use the model ${nameOf(ref)}.`, "model_not_allowed", "model");
}

/** `*` stands for any run of characters. In linear time, whatever the pattern. */
function matches(pattern: string, name: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return pattern === name;
  if (!name.startsWith(first)) return false;
  let from = first.length;
  const last = rest.pop() as string;
  for (const part of rest) {
    const at = name.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return name.length - last.length >= from && name.endsWith(last);
}
