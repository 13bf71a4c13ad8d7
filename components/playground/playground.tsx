"use client";
// Asks a model with an issued key. Nothing that is typed here is kept, neither by this browser nor by the dashboard.
import { Square } from "lucide-react";
import { type FormEvent, type MouseEvent, useState } from "react";
import { mayEnterKeys } from "#components/credentials/seal-entry.ts";
import { CodeSnippet } from "#components/feedback/code-snippet.tsx";
import { AnswerCard } from "#components/playground/answer-card.tsx";
import { IssuedKeyField, ModelField, PayerFields } from "#components/playground/key-fields.tsx";
import { NoKeysNotice } from "#components/playground/no-keys-notice.tsx";
import { payerChoices } from "#components/playground/payer-words.ts";
import type { PlaygroundProps } from "#components/playground/playground-actions.ts";
import { chatSnippets } from "#components/playground/playground-snippets.ts";
import { useAnswer } from "#components/playground/use-answer.ts";
import { useHeldKey } from "#components/playground/use-held-key.ts";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardFooter, CardHeader } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Payer } from "#lib/shared/gateway.ts";

export default function Playground(props: PlaygroundProps) {
  const held = useHeldKey(props);
  const { answer, ask, stop } = useAnswer(props);
  const [wish, setWish] = useState({ model: "", system: "", prompt: "" });
  const [chosen, setChosen] = useState<Payer | null>(null);
  const [providerKey, setProviderKey] = useState("");
  const open = payerChoices(held.terms).filter(({ closed }) => closed === null);
  const payer = (open.find(({ value }) => value === chosen) ?? open[0])?.value ?? "byok";
  const bringsKey = payer === "request";
  const isBusy = answer.state === "asking" || answer.state === "streaming";
  const isWhole =
    held.secret && wish.model && wish.prompt.trim() && (!bringsKey || (providerKey && mayEnterKeys()));
  const keysHref = props.seesCredentials ? `/t/${props.place.tenant}/provider-keys` : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole && !isBusy)
      void ask({ ...wish, secret: held.secret, providerKey: bringsKey ? providerKey : null });
  };
  // The button is the one that asks by the time its press is over, and would ask again.
  const stopOnly = (event: MouseEvent) => {
    event.preventDefault();
    stop();
  };
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
      <form noValidate onSubmit={submit}>
        <Card>
          <CardHeader title="Question" />
          <CardContent className="grid grid-cols-1 gap-4">
            {props.lacksCredentials && payer === "byok" ? <NoKeysNotice keysHref={keysHref} /> : null}
            <IssuedKeyField held={held} keyPrefix={props.keyPrefix} />
            <ModelField
              models={held.models}
              value={wish.model}
              onChange={(model) => setWish({ ...wish, model })}
            />
            <PayerFields
              held={held}
              payer={payer}
              onPayer={setChosen}
              providerKey={providerKey}
              onProviderKey={setProviderKey}
            />
            <Field label="System prompt" hint="Optional">
              <Textarea
                value={wish.system}
                onChange={(event) => setWish({ ...wish, system: event.target.value })}
              />
            </Field>
            <Field label="Prompt" required>
              <Textarea
                className="min-h-28"
                value={wish.prompt}
                onChange={(event) => setWish({ ...wish, prompt: event.target.value })}
              />
            </Field>
          </CardContent>
          <CardFooter>
            <span>{isWhole ? "" : "Needs a key, a model and a prompt."}</span>
            {isBusy ? (
              <Button type="button" variant="outline" className="max-sm:h-10" onClick={stopOnly}>
                <Square />
                Stop
              </Button>
            ) : (
              <Button type="submit" disabled={!isWhole} className="max-sm:h-10">
                Ask
              </Button>
            )}
          </CardFooter>
        </Card>
      </form>
      <div className="grid grid-cols-1 gap-5">
        <AnswerCard answer={answer} keysHref={keysHref} />
        <CodeSnippet label="This call" snippets={chatSnippets({ ...props, ...wish, bringsKey })} />
      </div>
    </div>
  );
}
