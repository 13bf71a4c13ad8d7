"use client";
// A filter with one choice at a time, in the address.
import { PlusCircle } from "lucide-react";
import { MenuButton } from "#components/overlay/menu-button.tsx";
import { useListParam } from "#components/table/list-params.ts";

export interface ChoiceFilterProps {
  /** Name of the parameter. */
  param: string;
  label: string;
  options: { value: string; label: string }[];
}

export function ChoiceFilter({ param, label, options }: ChoiceFilterProps) {
  const [value, setValue] = useListParam(param);
  const chosen = options.find((option) => option.value === value);
  return (
    <MenuButton
      label={label}
      aria-label={undefined}
      variant="outline"
      align="start"
      className={chosen ? "border-primary/50!" : "border-dashed!"}
      items={options.map((option) => ({
        label: option.label,
        checked: option.value === value,
        onSelect: () => setValue(option.value === value ? null : option.value),
      }))}
    >
      <PlusCircle className="text-muted-foreground" />
      {label}
      {chosen ? <span className="border-l pl-1.5 text-primary">{chosen.label}</span> : null}
    </MenuButton>
  );
}
