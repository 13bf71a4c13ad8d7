"use client";
// When the key stops working: a number of days, a day, or never where the plan allows it.
import {
  DAY_MS,
  dateInputValue,
  type Expiry,
  type ExpiryPolicy,
  type ExpiryPreset,
  expiryOptions,
} from "#components/keys/form/expiry.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { formatDate } from "#lib/shared/format.ts";

export interface ExpiryFieldProps {
  value: Expiry;
  onChange: (value: Expiry) => void;
  policy: ExpiryPolicy;
  /** What leaving it as it is says: "As it is (Nov 21, 2026)". */
  keep?: string;
  error?: string;
}

export function ExpiryField({ value, onChange, policy, keep, error }: ExpiryFieldProps) {
  const now = Date.now();
  return (
    <Field label="Expires" error={error} description={explain(value, now)}>
      {(control) => (
        <div className="flex gap-2">
          <NativeSelect
            {...control}
            value={value.preset}
            onChange={(event) => onChange(chosen(event.target.value as ExpiryPreset, value, now))}
          >
            {expiryOptions(policy, keep).map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </NativeSelect>
          {value.preset === "custom" ? (
            <Input
              id={`${control.id}-day`}
              type="date"
              aria-label="Last day"
              min={dateInputValue(new Date(now + DAY_MS))}
              max={dateInputValue(new Date(now + policy.maxExpiryDays * DAY_MS))}
              value={value.date}
              onChange={(event) => onChange({ preset: "custom", date: event.target.value })}
            />
          ) : null}
        </div>
      )}
    </Field>
  );
}

/** A chosen day begins where the number of days before it would have ended. */
function chosen(preset: ExpiryPreset, before: Expiry, now: number): Expiry {
  const days = Number(before.preset) || 30;
  const date = before.date || dateInputValue(new Date(now + days * DAY_MS));
  return { preset, date: preset === "custom" ? date : before.date };
}

function explain({ preset, date }: Expiry, now: number): string {
  if (preset === "keep") return "Stays as it is.";
  if (preset === "never") return "Works until somebody revokes it.";
  if (preset === "custom") return date ? "Works to the end of that day." : "Choose the last day.";
  return `Works until ${formatDate(new Date(now + Number(preset) * DAY_MS))}.`;
}
