"use client";
// Notes when and how an invoice was paid.
import { useState } from "react";
import type { InvoiceDialogProps } from "#components/billing/invoice-buttons.tsx";
import { FormMessage } from "#components/form/form-message.tsx";
import { useAct } from "#components/form/use-act.ts";
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
import { toast } from "#components/ui/toast.ts";
import { dayIn, momentOn } from "#lib/shared/invoice-words.ts";
import { amountText } from "#lib/shared/money.ts";

export default function PayDialog({ invoice, actions, onOpenChange }: InvoiceDialogProps) {
  const errors = useServerErrors();
  const { pending, run } = useAct(actions.pay);
  const { zone } = invoice.period;
  const today = dayIn(new Date(), zone);
  const [day, setDay] = useState(today);
  const [reference, setReference] = useState("");
  const save = async () => {
    errors.clear();
    const paidAt = day === today ? null : momentOn(day, zone);
    const result = await run("platform", { invoiceId: invoice.id, paidAt, reference });
    if (!result.ok) return errors.show(result.error);
    onOpenChange(false);
    toast.success(`${invoice.number} is paid`);
  };
  return (
    <Dialog open disablePointerDismissal onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader
          title={`Mark ${invoice.number} as paid`}
          description={`${amountText(invoice.dueMicros)} from ${invoice.customer.name}.`}
        />
        <form
          ref={errors.formRef}
          noValidate
          className="flex min-h-0 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <DialogBody className="sm:grid-cols-2">
            <Field label="Paid on" required error={errors.at("paidAt")}>
              <Input type="date" max={today} value={day} onChange={(event) => setDay(event.target.value)} />
            </Field>
            <Field
              label="Reference"
              hint="Optional"
              description="Printed on the invoice."
              error={errors.at("reference")}
            >
              <Input
                value={reference}
                placeholder="Transfer 8812"
                maxLength={200}
                onChange={(event) => setReference(event.target.value)}
              />
            </Field>
            <div className="empty:hidden sm:col-span-2">
              <FormMessage>{errors.message}</FormMessage>
            </div>
          </DialogBody>
          <DialogFooter>
            <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Cancel</DialogClose>
            <Button type="submit" pending={pending} className="max-sm:h-10">
              Mark as paid
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
