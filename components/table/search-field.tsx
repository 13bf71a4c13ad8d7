"use client";
// The field of a search. What somebody typed before the page's code had arrived counts as typed.
import { Search } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { cn } from "#components/ui/cn.ts";
import { controlClass } from "#components/ui/control.ts";

export interface SearchFieldProps {
  label: string;
  placeholder: string;
  value: string;
  onChange(text: string): void;
  onEnter(): void;
  /** Returns true when it has dealt with the pasted text. */
  onPaste?(text: string): boolean;
  children?: ReactNode;
}

export function SearchField(props: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const first = useRef(props);
  useEffect(() => {
    const early = field.current?.value ?? "";
    if (early !== "" && early !== first.current.value) first.current.onChange(early);
  }, []);
  return (
    <search className="relative min-w-0 flex-1 max-sm:basis-full sm:max-w-xs">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted-foreground"
      />
      <input
        ref={field}
        type="search"
        aria-label={props.label}
        placeholder={props.placeholder}
        value={props.value}
        spellCheck={false}
        autoComplete="off"
        className={cn(controlClass, "h-8 pr-2.5 pl-8.5")}
        onChange={(event) => props.onChange(event.target.value)}
        onPaste={(event) => {
          if (props.onPaste?.(event.clipboardData.getData("text").trim())) event.preventDefault();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") props.onEnter();
        }}
      />
      {props.children}
    </search>
  );
}
