"use client";
// Asks for an amount of money and what it is for.
import { useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import type { ServerErrors } from "#components/form/use-server-errors.ts";
import { useServerErrors } from "#components/form/use-server-errors.ts";
import { Button } from "#components/ui/button.tsx";
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogFooter,
  DialogHeader,
} from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { ActionResult } from "#lib/shared/action-result.ts";
import { CENT_MICROS } from "#lib/shared/billing.ts";
import { microsOf } from "#lib/shared/money.ts";

export interface AmountDialogProps {
  title: string;
  description: string;
  /** Beside the amount: what a negative one means. */
  amountHelp: string;
  textLabel: string;
  textPlaceholder: string;
  /** The name of the text in the server's messages. */
  textField: string;
  confirmLabel: string;
  pending: boolean;
  send: (amountMicros: number, text: string) => Promise<ActionResult<unknown>>;
  onOpenChange: (open: boolean) => void;
}

const GIVE_AMOUNT = "Give dollars such as 25 or -12.50, in whole cents.";

export function AmountDialog(props: AmountDialogProps) {
  const errors = useServerErrors();
  const [dollars, setDollars] = useState("");
  const [text, setText] = useState("");
  const save = async () => {
    errors.clear();
    const micros = microsOf(dollars);
    if (!micros || micros % CENT_MICROS !== 0) return errors.showAt("amountMicros", GIVE_AMOUNT);
    const result = await props.send(micros, text);
    if (!result.ok) return errors.show(result.error);
    props.onOpenChange(false);
  };
  return (
    <Dialog open disablePointerDismissal onOpenChange={props.onOpenChange}>
      <DialogContent>
        <DialogHeader title={props.title} description={props.description} />
        <form
          ref={errors.formRef}
          noValidate
          className="flex min-h-0 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <DialogBody>
            <Field
              label="Amount in dollars"
              description={props.amountHelp}
              required
              error={errors.at("amountMicros")}
              className="max-w-60"
            >
              <Input
                value={dollars}
                placeholder="25.00"
                autoComplete="off"
                onChange={(event) => setDollars(event.target.value)}
              />
            </Field>
            <TextField {...props} errors={errors} text={text} setText={setText} />
            <FormMessage>{errors.message}</FormMessage>
          </DialogBody>
          <DialogFooter>
            <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Cancel</DialogClose>
            <Button type="submit" pending={props.pending} className="max-sm:h-10">
              {props.confirmLabel}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function TextField(
  props: Pick<AmountDialogProps, "textLabel" | "textPlaceholder" | "textField"> & {
    errors: ServerErrors;
    text: string;
    setText: (text: string) => void;
  },
) {
  return (
    <Field label={props.textLabel} required error={props.errors.at(props.textField)}>
      <Input
        value={props.text}
        placeholder={props.textPlaceholder}
        maxLength={200}
        onChange={(event) => props.setText(event.target.value)}
      />
    </Field>
  );
}
