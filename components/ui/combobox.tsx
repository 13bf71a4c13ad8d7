"use client";
// One choice of a long list, found by typing, on Base UI. Values are ids; labels are what people see and search.
import { Combobox as Primitive } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown } from "lucide-react";
import { useMemo } from "react";
import { cn } from "#components/ui/cn.ts";
import { controlClass } from "#components/ui/control.ts";
import { useFieldControl } from "#components/ui/field.tsx";
import { popupClass, popupItemClass } from "#components/ui/popup.ts";

export interface ComboboxOption {
  value: string;
  label: string;
  detail?: string;
}

export interface ComboboxProps {
  options: ComboboxOption[];
  value?: string | null;
  defaultValue?: string | null;
  onValueChange?: (value: string | null) => void;
  /** What is being typed, where options are fetched as one types. */
  onSearch?: (text: string) => void;
  name?: string;
  placeholder?: string;
  emptyText?: string;
  disabled?: boolean;
  "aria-label"?: string;
}

export function Combobox(props: ComboboxProps) {
  const { disabled, ...control } = useFieldControl();
  const items = useMemo(
    () => Primitive.createItems(props.options, { getValue: (o) => o.value, getLabel: (o) => o.label }),
    [props.options],
  );
  return (
    <Primitive.Root
      items={items}
      value={props.value}
      defaultValue={props.defaultValue}
      name={props.name}
      onValueChange={(value) => props.onValueChange?.(value)}
      onInputValueChange={props.onSearch}
      disabled={props.disabled ?? disabled}
    >
      <Primitive.InputGroup className="relative">
        <Primitive.Input
          {...control}
          aria-label={props["aria-label"]}
          placeholder={props.placeholder}
          className={cn(controlClass, "h-8 pr-8 pl-2.5")}
        />
        <Primitive.Trigger
          aria-label="Show options"
          className="absolute inset-y-0 right-0 flex w-8 items-center justify-center"
        >
          <ChevronsUpDown className="size-3.5 text-muted-foreground" />
        </Primitive.Trigger>
      </Primitive.InputGroup>
      <Primitive.Portal>
        <Primitive.Positioner sideOffset={4} className="z-50 outline-none">
          <Primitive.Popup className={cn(popupClass, "w-(--anchor-width) min-w-48 p-1")}>
            <Primitive.Empty className="text-muted-foreground text-ui">
              <span className="block px-2 py-1.5">{props.emptyText ?? "Nothing found."}</span>
            </Primitive.Empty>
            <Primitive.List className="max-h-[min(18rem,var(--available-height))] overflow-y-auto data-empty:hidden">
              {(option: ComboboxOption) => (
                <Primitive.Item
                  key={option.value}
                  value={option.value}
                  className={cn(popupItemClass, "pr-8")}
                >
                  <span className="truncate">{option.label}</span>
                  <span className="truncate text-muted-foreground text-xs">{option.detail}</span>
                  <Primitive.ItemIndicator className="absolute right-2">
                    <Check />
                  </Primitive.ItemIndicator>
                </Primitive.Item>
              )}
            </Primitive.List>
          </Primitive.Popup>
        </Primitive.Positioner>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
