"use client";
// Changes who is billed for a tenant, as the next invoice will say it; staff set the rate of its tax, too.
import { useState } from "react";
import type { UpdateDetailsAct } from "#components/billing/billing-actions.ts";
import { percentOf, rateOf } from "#components/billing/tax-rate.ts";
import { FormMessage } from "#components/form/form-message.tsx";
import { useAct } from "#components/form/use-act.ts";
import { useServerErrors } from "#components/form/use-server-errors.ts";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardFooter, CardHeader } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { toast } from "#components/ui/toast.ts";
import type { BillingDetailsView } from "#lib/billing/view.ts";

export interface DetailsFormProps {
  details: BillingDetailsView;
  tenant: { clientId: string; name: string };
  update: UpdateDetailsAct;
  /** Whether the rate of tax can be set, too: by staff. */
  withTax?: boolean;
}

type Values = Record<"legalName" | "address" | "taxId" | "email" | "tax", string>;

const valuesOf = ({ taxBasisPoints, ...details }: BillingDetailsView): Values => ({
  ...details,
  tax: taxBasisPoints === null ? "" : percentOf(taxBasisPoints),
});

export default function DetailsForm({ details, tenant, update, withTax }: DetailsFormProps) {
  const errors = useServerErrors();
  const { pending, run } = useAct(update);
  const [values, setValues] = useState(() => valuesOf(details));
  const saved = valuesOf(details);
  const dirty = Object.entries(values).some(([name, value]) => value !== saved[name as keyof Values]);
  const set = (change: Partial<Values>) => setValues((before) => ({ ...before, ...change }));
  const save = async () => {
    errors.clear();
    const { tax, ...said } = values;
    const result = await run(
      { tenant: tenant.clientId },
      { ...said, ...(withTax && { taxBasisPoints: rateOf(tax) }) },
    );
    if (!result.ok) return errors.show(result.error);
    setValues(valuesOf(result.data));
    toast.success("Billing details saved");
  };
  return (
    <form
      ref={errors.formRef}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Card>
        <CardHeader
          title="Billing details"
          description="As the next invoice will say them. Those that were issued stay as they are."
        />
        <CardContent className="grid gap-5 sm:grid-cols-2">
          <Field label="Legal name" error={errors.at("legalName")}>
            <Input
              value={values.legalName}
              placeholder={tenant.name}
              maxLength={200}
              autoComplete="organization"
              onChange={(event) => set({ legalName: event.target.value })}
            />
          </Field>
          <Field label="Tax ID" hint="Optional" error={errors.at("taxId")}>
            <Input
              value={values.taxId}
              maxLength={60}
              spellCheck={false}
              onChange={(event) => set({ taxId: event.target.value })}
            />
          </Field>
          <Field label="Address" error={errors.at("address")} className="sm:row-span-2">
            <Textarea
              value={values.address}
              maxLength={500}
              rows={4}
              autoComplete="street-address"
              className="min-h-26!"
              onChange={(event) => set({ address: event.target.value })}
            />
          </Field>
          <Field
            label="E-mail address for invoices"
            description="Left empty, they go to the owners."
            error={errors.at("email")}
          >
            <Input
              type="email"
              value={values.email}
              maxLength={254}
              autoComplete="email"
              onChange={(event) => set({ email: event.target.value })}
            />
          </Field>
          {withTax ? (
            <Field
              label="Tax in percent"
              description="Left empty, what all pay; 0 for none."
              error={
                errors.at("taxBasisPoints") && "Give a percentage from 0 to 100, with at most two decimals."
              }
            >
              <Input
                value={values.tax}
                inputMode="decimal"
                onChange={(event) => set({ tax: event.target.value })}
              />
            </Field>
          ) : null}
          <div className="empty:hidden sm:col-span-2">
            <FormMessage>{errors.message}</FormMessage>
          </div>
        </CardContent>
        <CardFooter>
          <span>{dirty ? "Not saved yet." : ""}</span>
          <Button type="submit" pending={pending} disabled={!dirty} className="max-sm:h-10">
            Save
          </Button>
        </CardFooter>
      </Card>
    </form>
  );
}
