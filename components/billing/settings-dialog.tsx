"use client";
// How the platform bills: who it is, how invoices are numbered and taxed, and when they are issued and due.
import { useState } from "react";
import type { UpdateSettingsAct } from "#components/billing/billing-actions.ts";
import { percentOf, rateOf } from "#components/billing/tax-rate.ts";
import { FormMessage } from "#components/form/form-message.tsx";
import { useAct } from "#components/form/use-act.ts";
import { type ServerErrors, useServerErrors } from "#components/form/use-server-errors.ts";
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
import { Textarea } from "#components/ui/textarea.tsx";
import { toast } from "#components/ui/toast.ts";
import type { BillingSettingsView } from "#lib/billing/view.ts";

export interface SettingsDialogProps {
  settings: BillingSettingsView;
  update: UpdateSettingsAct;
  onOpenChange: (open: boolean) => void;
}

type Values = Record<keyof BillingSettingsView, string>;

export default function SettingsDialog({ settings, update, onOpenChange }: SettingsDialogProps) {
  const errors = useServerErrors();
  const { pending, run } = useAct(update);
  const [values, setValues] = useState<Values>(() => ({
    ...settings,
    taxBasisPoints: percentOf(settings.taxBasisPoints),
    dueDays: String(settings.dueDays),
    graceDays: String(settings.graceDays),
  }));
  const save = async () => {
    errors.clear();
    const result = await run("platform", {
      ...values,
      taxBasisPoints: rateOf(values.taxBasisPoints) ?? 0,
      dueDays: daysOf(values.dueDays),
      graceDays: daysOf(values.graceDays),
    });
    if (!result.ok) return errors.show(result.error);
    onOpenChange(false);
    toast.success("Billing settings saved");
  };
  const set = (change: Partial<Values>) => setValues((before) => ({ ...before, ...change }));
  return (
    <Dialog open disablePointerDismissal onOpenChange={onOpenChange}>
      <DialogContent size="lg">
        <DialogHeader
          title="Billing settings"
          description="They hold for drafts and for what is issued from now on. Invoices that were issued stay as they are."
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
          <DialogBody className="gap-5">
            <SellerFields values={values} set={set} errors={errors} />
            <RuleFields values={values} set={set} errors={errors} />
            <FormMessage>{errors.message}</FormMessage>
          </DialogBody>
          <DialogFooter>
            <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Cancel</DialogClose>
            <Button type="submit" pending={pending} className="max-sm:h-10">
              Save settings
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

interface FieldsProps {
  values: Values;
  set: (change: Partial<Values>) => void;
  errors: ServerErrors;
}

function SellerFields({ values, set, errors }: FieldsProps) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name of the seller" error={errors.at("sellerName")}>
          <Input
            value={values.sellerName}
            maxLength={200}
            autoComplete="organization"
            onChange={(event) => set({ sellerName: event.target.value })}
          />
        </Field>
        <Field label="Tax ID" hint="Optional" error={errors.at("sellerTaxId")}>
          <Input
            value={values.sellerTaxId}
            maxLength={60}
            spellCheck={false}
            onChange={(event) => set({ sellerTaxId: event.target.value })}
          />
        </Field>
      </div>
      <Field label="Address" error={errors.at("sellerAddress")}>
        <Textarea
          value={values.sellerAddress}
          maxLength={500}
          rows={3}
          onChange={(event) => set({ sellerAddress: event.target.value })}
        />
      </Field>
      <Field
        label="Footer"
        hint="Optional"
        description="Stands under every invoice, such as where to pay."
        error={errors.at("footer")}
      >
        <Textarea
          value={values.footer}
          maxLength={500}
          rows={2}
          onChange={(event) => set({ footer: event.target.value })}
        />
      </Field>
    </>
  );
}

function RuleFields({ values, set, errors }: FieldsProps) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="Numbers begin with" error={errors.at("numberPrefix")}>
          <Input
            className="font-mono"
            value={values.numberPrefix}
            maxLength={16}
            spellCheck={false}
            onChange={(event) => set({ numberPrefix: event.target.value })}
          />
        </Field>
        <Field label="Name of the tax" error={errors.at("taxName")}>
          <Input
            value={values.taxName}
            maxLength={40}
            onChange={(event) => set({ taxName: event.target.value })}
          />
        </Field>
        <Field
          label="Tax in percent"
          error={errors.at("taxBasisPoints") && "Give a percentage from 0 to 100, with at most two decimals."}
        >
          <Input
            value={values.taxBasisPoints}
            inputMode="decimal"
            onChange={(event) => set({ taxBasisPoints: event.target.value })}
          />
        </Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Issue after, in days"
          description="From the end of a month: so long a draft still takes in usage that comes late."
          error={errors.at("graceDays")}
        >
          <Input
            value={values.graceDays}
            inputMode="numeric"
            onChange={(event) => set({ graceDays: event.target.value })}
          />
        </Field>
        <Field label="Due after, in days" description="From when it is issued." error={errors.at("dueDays")}>
          <Input
            value={values.dueDays}
            inputMode="numeric"
            onChange={(event) => set({ dueDays: event.target.value })}
          />
        </Field>
      </div>
    </>
  );
}

/** What is no whole number becomes what the server refuses. */
const daysOf = (text: string) => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : -1);
