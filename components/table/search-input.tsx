"use client";
// The search of a list, in the address as `q`; waits for a pause in the typing. "/" jumps here.
import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useListParam } from "#components/table/list-params.ts";
import { useEarlyTyping } from "#components/table/use-early-typing.ts";
import { cn } from "#components/ui/cn.ts";
import { controlClass } from "#components/ui/control.ts";

const PAUSE_MS = 300;

export function SearchInput({ placeholder, label }: { placeholder: string; label?: string }) {
  const [query, setQuery] = useListParam("q");
  const [text, setText] = useState(query ?? "");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(query ?? "");
  useEffect(() => {
    // The address changed by something else than this field: "clear filters", or back.
    if ((query ?? "") !== sent.current) {
      sent.current = query ?? "";
      setText(sent.current);
    }
  }, [query]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = (value: string) => {
    sent.current = value.trim();
    setQuery(sent.current || null);
  };
  const change = (value: string) => {
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(send, PAUSE_MS, value);
  };
  const field = useEarlyTyping(text, change);
  return (
    <search className="relative min-w-0 flex-1 max-sm:basis-full sm:max-w-xs">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted-foreground"
      />
      <input
        ref={field}
        type="search"
        aria-label={label ?? placeholder}
        placeholder={placeholder}
        value={text}
        spellCheck={false}
        autoComplete="off"
        className={cn(controlClass, "h-8 pr-2.5 pl-8.5")}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          clearTimeout(timer.current);
          send(text);
        }}
      />
    </search>
  );
}
