"use client";
// A checkbox with its name and a line that says what it means; the whole line can be pressed.
import type { ReactNode } from "react";
import { NativeCheckbox } from "#components/ui/native-checkbox.tsx";

export interface CheckboxLineProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: ReactNode;
  description?: ReactNode;
  disabled?: boolean;
}

export function CheckboxLine({ checked, onChange, label, description, disabled }: CheckboxLineProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is the control
    <label className="flex cursor-pointer items-start gap-2.5 py-0.5 text-ui">
      <NativeCheckbox
        className="mt-0.5"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="grid gap-0.5">
        <span className="font-medium">{label}</span>
        {description ? <span className="text-muted-foreground text-xs">{description}</span> : null}
      </span>
    </label>
  );
}
