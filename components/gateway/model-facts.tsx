// What a call of a language model came to, as lines of a list of facts.
import type { KeyValue } from "#components/feedback/key-value-list.tsx";
import { PAYER_NAMES } from "#components/gateway/gateway-words.ts";
import { formatInteger, formatMicros } from "#lib/shared/format.ts";
import { hasSound } from "#lib/shared/gateway.ts";
import type { ModelCallView } from "#lib/usage/find-model-call.ts";

export function modelFacts(call: ModelCallView): KeyValue[] {
  const guess = call.estimated ? " (a guess: the provider’s count never came)" : "";
  const cost = call.cost === null ? "Not known: the model has no price" : inDollars(call.cost) + guess;
  return [
    { label: "Cost", value: cost },
    { label: "Paid by", value: PAYER_NAMES[call.payer] },
    { label: "Tokens", value: tokensText(call) },
    { label: "Model", value: <code className="text-xs">{`${call.provider}/${call.model}`}</code> },
  ];
}

const inDollars = (cost: string) => formatMicros(Number(cost) * 1_000_000);

/** "20 in, 8 out; of them audio: 8 in, 3 out" */
function tokensText(call: ModelCallView): string {
  const both = (input: number, output: number) => `${formatInteger(input)} in, ${formatInteger(output)} out`;
  const all = both(call.inputTokens, call.outputTokens);
  return hasSound(call)
    ? `${all}; of them audio: ${both(call.audioInputTokens, call.audioOutputTokens)}`
    : all;
}
