"use client";
// One choice among a few, in the address; the default stands there as nothing.
import { parseAsString, useQueryState } from "nuqs";
import { usePendingTransition } from "#components/shell/pending.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";

export interface UrlChoiceProps {
  param: string;
  label: string;
  current: string;
  fallback: string;
  options: { value: string; label: string }[];
}

export function UrlChoice({ param, label, current, fallback, options }: UrlChoiceProps) {
  const startTransition = usePendingTransition();
  const [, set] = useQueryState(param, parseAsString.withOptions({ shallow: false, startTransition }));
  return (
    <span className="min-w-0">
      <NativeSelect
        aria-label={label}
        className="border-border font-medium shadow-xs hover:border-input/60"
        value={current}
        onChange={(event) => void set(event.target.value === fallback ? null : event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </NativeSelect>
    </span>
  );
}
