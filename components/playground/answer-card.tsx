"use client";
// The answer as it comes, and what it came to.
import { Sparkles } from "lucide-react";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { type KeyValue, KeyValueList } from "#components/feedback/key-value-list.tsx";
import { FormMessage } from "#components/form/form-message.tsx";
import { modelFacts } from "#components/gateway/model-facts.tsx";
import type { Answer } from "#components/playground/use-answer.ts";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { formatDuration } from "#lib/shared/format.ts";

export function AnswerCard({ answer, keysHref }: { answer: Answer; keysHref: string | null }) {
  const { state, text, failure } = answer;
  const isBusy = state === "asking" || state === "streaming";
  return (
    <Card>
      <CardHeader title="Answer" description={STATE_WORDS[state]} />
      <CardContent className="grid grid-cols-1 gap-4">
        <FormMessage>{failure?.message ?? null}</FormMessage>
        {failure?.code === "credential_missing" && keysHref ? (
          <TextLink href={keysHref}>Store a provider key</TextLink>
        ) : null}
        {state === "none" ? (
          <EmptyState
            icon={<Sparkles />}
            title="Nothing asked yet"
            text="The answer appears here while the model writes it."
          />
        ) : null}
        <div
          aria-live="polite"
          aria-busy={isBusy}
          data-slot="answer"
          className="wrap-anywhere whitespace-pre-wrap text-sm leading-6 empty:hidden"
        >
          {text}
        </div>
        {isBusy || state === "none" ? null : <KeyValueList items={factsOf(answer)} />}
      </CardContent>
    </Card>
  );
}

const STATE_WORDS: Record<Answer["state"], string | undefined> = {
  none: undefined,
  asking: "Waiting for the first words…",
  streaming: "The model is writing…",
  done: "Complete.",
  stopped: "Stopped. What was delivered until then is billed.",
  failed: "The call failed.",
};

function factsOf({ firstMs, totalMs, requestId, receipt }: Answer): KeyValue[] {
  const latency = [
    ...(firstMs === null ? [] : [`first words after ${formatDuration(firstMs)}`]),
    ...(totalMs === null ? [] : [`all after ${formatDuration(totalMs)}`]),
  ];
  return [
    ...moneyOf(receipt),
    ...(latency.length > 0 ? [{ label: "Latency", value: latency.join(", ") }] : []),
    ...(requestId ? [{ label: "Request", value: <code className="text-xs">{requestId}</code> }] : []),
  ];
}

function moneyOf(receipt: Answer["receipt"]): KeyValue[] {
  if (receipt === null) return [];
  if (receipt === "waiting") return [{ label: "Cost", value: "Being reckoned…" }];
  if (receipt === "late")
    return [{ label: "Cost", value: "Not in the ledger yet. It will stand under Usage." }];
  return modelFacts(receipt);
}
