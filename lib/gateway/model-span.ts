// The span of a call to a model, as OpenTelemetry's conventions for generative AI have it: who was asked for what, how much
// it took and what it cost. Nothing that was said, by whom ever, is in it.
import { type Span, tracer } from "#lib/core/tracing/tracer.ts";
import type { ProviderId } from "#lib/shared/providers.ts";
import type { ModelUse } from "#lib/verify/model-use.ts";
import { dollars } from "./money.ts";
import type { Ending, OpenCall } from "./settlement.ts";

/** Where the conventions have a name of their own. */
const NAMES: Partial<Record<ProviderId, string>> = {
  gemini: "gcp.gemini",
  mistral: "mistral_ai",
  "azure-openai": "azure.ai.openai",
};

/** Null when nothing is traced. It ends as the call is settled. */
export function modelSpan({ plan, record }: OpenCall): Span | null {
  const known = tracer();
  if (known === null) return null;
  const [{ model, provider }] = plan.refs;
  const operation = plan.form.path === "/embeddings" ? "embeddings" : "chat";
  return known.start(`${operation} ${model.slice(0, 256)}`, {
    kind: "client",
    attributes: {
      "gen_ai.operation.name": operation,
      "gen_ai.provider.name": NAMES[provider] ?? provider,
      "gen_ai.request.model": model,
      "gen_ai.request.stream": plan.form.streams,
      "keyhold.tenant.id": record.tenant.id,
      "keyhold.key.id": record.id,
    },
  });
}

export function endModelSpan(span: Span, { target, status, ref }: Ending, use: ModelUse): void {
  const { input_tokens: input, cache_read_tokens: read, cache_write_tokens: written } = use;
  span.set({
    "gen_ai.response.model": status === null ? undefined : ref.model,
    "gen_ai.usage.input_tokens": input + read + written,
    "gen_ai.usage.cache_read.input_tokens": read,
    "gen_ai.usage.cache_creation.input_tokens": written,
    "gen_ai.usage.output_tokens": use.output_tokens,
    "gen_ai.usage.reasoning.output_tokens": use.reasoning_tokens,
    "keyhold.payer": use.payer,
    "keyhold.credential.id": target?.credentialId ?? undefined,
    "keyhold.cost.usd": use.cost_pico === null ? undefined : Number(dollars(BigInt(use.cost_pico))),
    "keyhold.usage.estimated": use.estimated,
  });
  span.end(status !== null && status < 300 ? undefined : String(status ?? "unreachable"));
}
