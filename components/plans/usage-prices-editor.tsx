"use client";
// Edits what a plan asks for what is used beyond what is included, meter by meter.
import { Plus, Trash2 } from "lucide-react";
import { newUsagePriceDraft, type UsagePriceDraft } from "#components/plans/usage-price-draft.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

export interface UsagePricesEditorProps {
  value: UsagePriceDraft[];
  onChange: (value: UsagePriceDraft[]) => void;
  /** The message for "requests", "requests.micros" or "requests.per". */
  errorAt: (path: string) => string | undefined;
}

export function UsagePricesEditor({ value, onChange, errorAt }: UsagePricesEditorProps) {
  const set = (rowId: number, change: Partial<UsagePriceDraft>) =>
    onChange(value.map((row) => (row.rowId === rowId ? { ...row, ...change } : row)));
  return (
    <div className="grid gap-2.5">
      {value.map((row, index) => (
        <fieldset key={row.rowId} className="grid grid-cols-[1fr_1fr_1fr_auto] items-start gap-2.5">
          <legend className="sr-only">Usage price {index + 1}</legend>
          <Field label="Meter" hideLabel={index > 0} error={errorAt(row.meter)}>
            <Input
              value={row.meter}
              placeholder="requests"
              spellCheck={false}
              autoCapitalize="none"
              onChange={(event) => set(row.rowId, { meter: event.target.value })}
            />
          </Field>
          <Field label="Dollars" hideLabel={index > 0} error={dollarsError(errorAt(`${row.meter}.micros`))}>
            <Input
              value={row.dollars}
              placeholder="0.50"
              inputMode="decimal"
              onChange={(event) => set(row.rowId, { dollars: event.target.value })}
            />
          </Field>
          <Field label="For so many" hideLabel={index > 0} error={errorAt(`${row.meter}.per`)}>
            <Input
              value={row.per}
              inputMode="numeric"
              onChange={(event) => set(row.rowId, { per: event.target.value })}
            />
          </Field>
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Remove usage price ${index + 1}`}
            className={index === 0 ? "mt-6.5" : undefined}
            onClick={() => onChange(value.filter((each) => each.rowId !== row.rowId))}
          >
            <Trash2 />
          </Button>
        </fieldset>
      ))}
      <Button
        variant="outline"
        size="sm"
        className="justify-self-start max-sm:h-10"
        onClick={() => onChange([...value, newUsagePriceDraft()])}
      >
        <Plus />
        Add a usage price
      </Button>
    </div>
  );
}

/** The server speaks of micros, the form of dollars. */
const dollarsError = (error: string | undefined) =>
  error && "Give dollars from 0 to 1,000,000, with at most six decimals.";
