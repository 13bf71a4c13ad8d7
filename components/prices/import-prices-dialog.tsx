"use client";
// Prices as lines of text: pasted or edited, looked at as a preview, and only then saved.
import { useState } from "react";
import type { Act } from "#components/form/act.ts";
import { FormMessage } from "#components/form/form-message.tsx";
import { useAct } from "#components/form/use-act.ts";
import { COLUMNS, lineOf, pricesIn } from "#components/prices/price-lines.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogHeader } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toast } from "#components/ui/toast.ts";
import type { PriceChange, PriceView, SetPricesInput } from "#lib/prices/schemas.ts";

export interface ImportPricesProps {
  set: Act<SetPricesInput, { dryRun: boolean; changes: PriceChange[] }>;
  prices: PriceView[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export default function ImportPricesDialog({ set, prices, open, onOpenChange }: ImportPricesProps) {
  const { pending, run } = useAct(set);
  const [text, setText] = useState(() => [COLUMNS.join(","), ...prices.map(lineOf)].join("\n"));
  const [preview, setPreview] = useState<PriceChange[] | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const send = async (dryRun: boolean) => {
    setMessage(null);
    const result = await run("platform", { prices: pricesIn(text), dryRun });
    if (!result.ok) return setMessage(result.error.message);
    if (dryRun) return setPreview(result.data.changes.filter(({ change }) => change !== "same"));
    onOpenChange(false);
    setPreview(null);
    toast.success("Prices saved");
  };
  return (
    <Dialog open={open} disablePointerDismissal onOpenChange={onOpenChange}>
      <DialogContent size="lg">
        <DialogHeader
          title="Change prices"
          description="They hold from now on; calls before keep the price they had."
        />
        <DialogBody>
          <Field
            label="Prices"
            hint="One model a line, in dollars for a million tokens. Lines that you take out stay as they are."
          >
            <Textarea
              className="h-64! font-mono text-xs"
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
          <Button variant="outline" pending={pending && !preview} onClick={() => void send(true)}>
            Preview
          </Button>
          <Button pending={pending} disabled={!preview?.length} onClick={() => void send(false)}>
            Save prices
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
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
          : {before ? `$${before.input} / $${before.output} → ` : "new, "}${after.input} / ${after.output}
        </li>
      ))}
    </ul>
  );
}
