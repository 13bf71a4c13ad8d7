"use client";
// Prices as lines of text: pasted or edited, looked at as a preview, and only then saved.
import { useState } from "react";
import type { Act } from "#components/form/act.ts";
import { FormMessage } from "#components/form/form-message.tsx";
import { useAct } from "#components/form/use-act.ts";
import { COLUMNS, lineOf, pricesIn } from "#components/prices/price-lines.ts";
import { audioText, priceText } from "#components/prices/price-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogHeader } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toast } from "#components/ui/toast.ts";
import type { PriceChange, PriceView, SetPricesInput } from "#lib/prices/schemas.ts";
import type { ActionError } from "#lib/shared/action-result.ts";

export interface ImportPricesProps {
  set: Act<SetPricesInput, { dryRun: boolean; changes: PriceChange[] }>;
  prices: PriceView[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export default function ImportPricesDialog(props: ImportPricesProps) {
  return (
    <Dialog open={props.open} disablePointerDismissal onOpenChange={props.onOpenChange}>
      <DialogContent size="lg">
        <DialogHeader
          title="Change prices"
          description="They hold from now on; calls before keep the price they had."
        />
        <PricesForm {...props} />
      </DialogContent>
    </Dialog>
  );
}

/** Begins anew with each opening: with the prices as they are then. */
function PricesForm({ set, prices, onOpenChange }: ImportPricesProps) {
  const { pending, run } = useAct(set);
  const [text, setText] = useState(() => [COLUMNS.join(","), ...prices.map(lineOf)].join("\n"));
  const [preview, setPreview] = useState<PriceChange[] | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const send = async (dryRun: boolean) => {
    setMessage(null);
    const lines = pricesIn(text);
    const result = await run("platform", { prices: lines, dryRun });
    if (!result.ok) return setMessage(messageOf(result.error, lines));
    if (dryRun) return setPreview(result.data.changes.filter(({ change }) => change !== "same"));
    onOpenChange(false);
    toast.success("Prices saved");
  };
  return (
    <>
      <DialogBody>
        <Field
          label="Prices"
          description="One model a line, in dollars for a million tokens. Lines that you take out stay as they are."
        >
          <Textarea
            className="field-sizing-fixed! h-64! overflow-x-auto whitespace-pre font-mono md:text-xs!"
            spellCheck={false}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setPreview(null);
            }}
          />
        </Field>
        <FormMessage>{message}</FormMessage>
        {preview ? <Preview changes={preview} /> : null}
      </DialogBody>
      <DialogFooter>
        <Button
          variant="outline"
          pending={pending && !preview}
          className="max-sm:h-10"
          onClick={() => void send(true)}
        >
          Preview
        </Button>
        <Button
          pending={pending && preview !== null}
          disabled={!preview?.length}
          className="max-sm:h-10"
          onClick={() => void send(false)}
        >
          Save prices
        </Button>
      </DialogFooter>
    </>
  );
}

/** Names the model whose line is wrong: `prices.3.input` says it to nobody. */
function messageOf({ message, fields }: ActionError, lines: SetPricesInput["prices"]): string {
  const [first] = Object.entries(fields ?? {});
  if (!first) return message;
  const [, index = ""] = first[0].split(".");
  const line = lines[Number(index)];
  return line ? `${line.provider}/${line.model}: ${first[1]}` : first[1];
}

/** With what else changed, or a line would say that nothing did. */
function pricesOf(price: PriceView): string {
  const audio = audioText(price);
  return `${priceText(price.input)} / ${priceText(price.output)}${audio ? `, audio ${audio}` : ""}`;
}

function Preview({ changes }: { changes: PriceChange[] }) {
  if (changes.length === 0) return <p className="text-sm text-muted-foreground">Nothing would change.</p>;
  return (
    <ul aria-label="What would change" className="max-h-48 overflow-y-auto text-xs">
      {changes.map(({ provider, model, before, after }) => (
        <li key={`${provider}/${model}`} className="py-0.5">
          <span className="font-mono">
            {provider}/{model}
          </span>
          : {before ? `${pricesOf(before)} → ` : "new, "}
          {pricesOf(after)}
        </li>
      ))}
    </ul>
  );
}
