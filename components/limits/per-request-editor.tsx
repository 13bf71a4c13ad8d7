"use client";
// Edits the most that one call may ask for, meter by meter.
import { Plus, Trash2 } from "lucide-react";
import { newPerRequestDraft, type PerRequestDraft } from "#components/limits/limit-draft.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

export interface PerRequestEditorProps {
  value: PerRequestDraft[];
  onChange: (value: PerRequestDraft[]) => void;
  /** The message for a meter, by its name. */
  errorAt: (path: string) => string | undefined;
  addLabel?: string;
  maxLabel?: string;
}

export function PerRequestEditor({ value, onChange, errorAt, addLabel, maxLabel }: PerRequestEditorProps) {
  const set = (rowId: string, change: Partial<PerRequestDraft>) =>
    onChange(value.map((row) => (row.rowId === rowId ? { ...row, ...change } : row)));
  return (
    <div className="grid gap-2.5">
      {value.map((row, index) => (
        <fieldset key={row.rowId} className="grid grid-cols-[1fr_1fr_auto] items-start gap-2.5">
          <legend className="sr-only">Maximum {index + 1}</legend>
          <Field label="Meter" hideLabel={index > 0} error={errorAt(row.meter)}>
            <Input
              value={row.meter}
              placeholder="patients"
              spellCheck={false}
              autoCapitalize="none"
              onChange={(event) => set(row.rowId, { meter: event.target.value })}
            />
          </Field>
          <Field label={maxLabel ?? "At most per call"} hideLabel={index > 0}>
            <Input
              type="number"
              min={1}
              step={1}
              inputMode="numeric"
              value={row.max}
              onChange={(event) => set(row.rowId, { max: event.target.value })}
            />
          </Field>
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Remove maximum ${index + 1}`}
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
        onClick={() => onChange([...value, newPerRequestDraft()])}
      >
        <Plus />
        {addLabel ?? "Add a maximum"}
      </Button>
    </div>
  );
}
