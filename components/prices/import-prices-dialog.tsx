"use client";
// Prices as lines of text: pasted or edited, looked at as a preview, and only then saved.
import { useState } from "react";
import type { Act } from "#components/form/act.ts";
import { FormMessage } from "#components/form/form-message.tsx";
import { useAct } from "#components/form/use-act.ts";
import { PricePreview } from "#components/prices/price-preview.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogHeader } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toast } from "#components/ui/toast.ts";
import type { PriceChange, PriceView, SetPricesInput } from "#lib/prices/schemas.ts";
import type { ActionError } from "#lib/shared/action-result.ts";
import { PriceFileError, priceLines, readPriceFile } from "#lib/shared/price-file.ts";

export interface ImportPricesProps {
  set: Act<SetPricesInput, { dryRun: boolean; changes: PriceChange[] }>;
  /** What the form begins with. */
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
  const [text, setText] = useState(() => priceLines(prices));
  const [preview, setPreview] = useState<PriceChange[] | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const replace = (lines: string) => {
    setText(lines);
    setPreview(null);
    setMessage(null);
  };
  const send = async (dryRun: boolean) => {
    setMessage(null);
    const lines = linesOf(text);
    if (typeof lines === "string") return setMessage(lines);
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
          description="Those that the page shows, one model a line, in dollars for a million tokens; JSON will do too. Models whose lines you take out stay as they are."
        >
          <Textarea
            className="field-sizing-fixed! h-64! overflow-x-auto whitespace-pre font-mono md:text-xs!"
            spellCheck={false}
            value={text}
            onChange={(event) => replace(event.target.value)}
          />
        </Field>
        <Field label="From a file" description="CSV or JSON, as the page hands it out.">
          <Input
            type="file"
            accept=".csv,.json,text/csv,application/json"
            className="h-auto! cursor-pointer py-1.5 file:mr-3 file:rounded-md file:border file:border-border file:bg-muted file:px-2 file:py-0.5 file:text-xs"
            onChange={async (event) => {
              const file = event.target.files?.[0];
              if (file) replace(await file.text());
            }}
          />
        </Field>
        <FormMessage>{message}</FormMessage>
        {preview ? <PricePreview changes={preview} /> : null}
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

/** The prices that a text says, or what is wrong with it; what is wrong with a price is said by the server. */
function linesOf(text: string): SetPricesInput["prices"] | string {
  try {
    return readPriceFile(text).prices as SetPricesInput["prices"];
  } catch (error) {
    if (error instanceof PriceFileError) return error.message;
    throw error;
  }
}

/** Names the model whose line is wrong: `prices.3.input` says it to nobody. */
function messageOf({ message, fields }: ActionError, lines: SetPricesInput["prices"]): string {
  const [first] = Object.entries(fields ?? {});
  if (!first) return message;
  const [, index = ""] = first[0].split(".");
  const line = lines[Number(index)];
  return line ? `${line.provider}/${line.model}: ${first[1]}` : first[1];
}
