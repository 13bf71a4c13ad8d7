"use client";
// A select on Base UI for rich options. Heavy: take NativeSelect on pages, this one in dialogs that load on demand.
import { Select as Primitive } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";
import { controlClass } from "#components/ui/control.ts";
import { useFieldControl } from "#components/ui/field.tsx";
import { popupClass, popupItemClass } from "#components/ui/popup.ts";

export interface SelectOption<V extends string = string> {
  value: V;
  label: string;
  description?: ReactNode;
  disabled?: boolean;
}

export interface SelectProps<V extends string> {
  options: SelectOption<V>[];
  value?: V | null;
  defaultValue?: V;
  onValueChange?: (value: V) => void;
  name?: string;
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  "aria-label"?: string;
}

/** One choice of a short list; inside a Field it takes the field's label and error. */
export function Select<V extends string>(props: SelectProps<V>) {
  const { disabled, ...control } = useFieldControl();
  return (
    <Primitive.Root
      items={props.options}
      value={props.value}
      defaultValue={props.defaultValue}
      name={props.name}
      disabled={props.disabled ?? disabled}
      onValueChange={(value) => value !== null && props.onValueChange?.(value as V)}
    >
      <Primitive.Trigger
        {...control}
        aria-label={props["aria-label"]}
        data-slot="select"
        className={cn(
          controlClass,
          "flex h-8 items-center justify-between gap-2 px-2.5 text-left",
          props.className,
        )}
      >
        <Primitive.Value
          className="truncate data-placeholder:text-muted-foreground"
          placeholder={props.placeholder}
        />
        <Primitive.Icon render={<ChevronsUpDown className="size-3.5 shrink-0 text-muted-foreground" />} />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
          <Primitive.Popup
            className={cn(
              popupClass,
              "max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto p-1",
            )}
          >
            <Primitive.List>
              {props.options.map((option) => (
                <SelectItem key={option.value} option={option} />
              ))}
            </Primitive.List>
          </Primitive.Popup>
        </Primitive.Positioner>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

function SelectItem({ option }: { option: SelectOption }) {
  return (
    <Primitive.Item
      value={option.value}
      disabled={option.disabled}
      className={cn(popupItemClass, "items-start pr-8")}
    >
      <span className="grid">
        <Primitive.ItemText>{option.label}</Primitive.ItemText>
        {option.description ? (
          <span className="text-muted-foreground text-xs">{option.description}</span>
        ) : null}
      </span>
      <Primitive.ItemIndicator className="absolute top-2 right-2">
        <Check />
      </Primitive.ItemIndicator>
    </Primitive.Item>
  );
}
