"use client";
// Several choices as chips, found by typing, on Base UI's combobox; may take words that are not in the list (tags).
import { Combobox as Primitive } from "@base-ui/react/combobox";
import { Check, X } from "lucide-react";
import { useRef, useState } from "react";
import { cn } from "#components/ui/cn.ts";
import { controlClass } from "#components/ui/control.ts";
import { useFieldControl } from "#components/ui/field.tsx";
import { popupClass, popupItemClass } from "#components/ui/popup.ts";

export interface MultiSelectProps {
  options: string[];
  value: string[];
  onValueChange: (value: string[]) => void;
  /** Says what an option means, beside it in the list. */
  describe?: (option: string) => string | undefined;
  /** Allows words that are not among the options. */
  creatable?: boolean;
  placeholder?: string;
  emptyText?: string;
  disabled?: boolean;
  "aria-label"?: string;
}

export function MultiSelect(props: MultiSelectProps) {
  const { disabled, ...control } = useFieldControl();
  const [query, setQuery] = useState("");
  const typed = query.trim();
  const known = [...new Set([...props.options, ...props.value])];
  const items = props.creatable && typed && !known.includes(typed) ? [...known, typed] : known;
  // The field is cleared before it is left; what was typed last is kept, so that no word is lost.
  const kept = useRef("");
  const add = () => {
    const word = kept.current.trim();
    kept.current = "";
    setQuery("");
    if (word && !props.value.includes(word)) props.onValueChange([...props.value, word]);
  };
  return (
    <Primitive.Root
      multiple
      items={items}
      value={props.value}
      onValueChange={(value) => {
        kept.current = "";
        props.onValueChange(value as string[]);
      }}
      inputValue={query}
      onInputValueChange={(next, { reason }) => {
        setQuery(next);
        if (reason !== "input-clear") kept.current = next;
      }}
      disabled={props.disabled ?? disabled}
    >
      <Primitive.Chips
        data-slot="multi-select"
        className={cn(
          controlClass,
          "flex min-h-8 flex-wrap items-center gap-1 px-1.5 py-1 focus-within:border-ring focus-within:outline-2 focus-within:outline-ring/35",
        )}
      >
        {props.value.map((item) => (
          <Chip key={item} label={item} />
        ))}
        <Primitive.Input
          {...control}
          aria-label={props["aria-label"]}
          placeholder={props.value.length ? "" : props.placeholder}
          onBlur={() => props.creatable && add()}
          onKeyDown={(event) => {
            const highlighted = event.currentTarget.getAttribute("aria-activedescendant");
            const ends = event.key === "," || (event.key === "Enter" && !highlighted);
            if (!props.creatable || !typed || !ends) return;
            event.preventDefault();
            add();
          }}
          className="h-5 min-w-20 flex-1 bg-transparent px-1 outline-none placeholder:text-muted-foreground"
        />
      </Primitive.Chips>
      <Options {...props} isNew={(option) => !known.includes(option)} />
    </Primitive.Root>
  );
}

function Chip({ label }: { label: string }) {
  return (
    <Primitive.Chip className="flex h-5.5 items-center gap-0.5 rounded-sm bg-muted pr-0.5 pl-1.5 font-mono text-xs outline-none data-highlighted:bg-brand-soft">
      {label}
      <Primitive.ChipRemove
        aria-label={`Remove ${label}`}
        className="inline-flex size-4.5 items-center justify-center rounded-sm text-muted-foreground hover:bg-border hover:text-foreground"
      >
        <X className="size-3" />
      </Primitive.ChipRemove>
    </Primitive.Chip>
  );
}

function Options(props: MultiSelectProps & { isNew: (option: string) => boolean }) {
  return (
    <Primitive.Portal>
      <Primitive.Positioner sideOffset={4} className="z-50 outline-none">
        <Primitive.Popup className={cn(popupClass, "w-(--anchor-width) min-w-48 p-1")}>
          <Primitive.Empty className="text-muted-foreground text-ui">
            <span className="block px-2 py-1.5">{props.emptyText ?? "Nothing found."}</span>
          </Primitive.Empty>
          <Primitive.List className="max-h-[min(16rem,var(--available-height))] overflow-y-auto data-empty:hidden">
            {(option: string) => (
              <Primitive.Item key={option} value={option} className={cn(popupItemClass, "pr-8")}>
                <span className="font-mono text-xs">{props.isNew(option) ? `Add “${option}”` : option}</span>
                <span className="truncate text-muted-foreground text-xs">{props.describe?.(option)}</span>
                <Primitive.ItemIndicator className="absolute right-2">
                  <Check />
                </Primitive.ItemIndicator>
              </Primitive.Item>
            )}
          </Primitive.List>
        </Primitive.Popup>
      </Primitive.Positioner>
    </Primitive.Portal>
  );
}
