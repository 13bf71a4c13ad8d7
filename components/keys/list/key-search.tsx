"use client";
// The search of a list of keys. A pasted key is looked up by itself and never stands in the address.
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { type Act, attempt } from "#components/form/act.ts";
import { isIssuedForm, mayBeSecret } from "#components/keys/list/secret-form.ts";
import { useListParam } from "#components/table/list-params.ts";
import { useEarlyTyping } from "#components/table/use-early-typing.ts";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { controlClass } from "#components/ui/control.ts";
import type { KeyView } from "#lib/keys/view.ts";
import type { Place } from "#lib/web/place.ts";

const PAUSE_MS = 300;

export interface KeySearchProps {
  place: Place;
  /** The address under which keys have their pages. */
  base: string;
  lookup: Act<{ key: string }, KeyView>;
}

export function KeySearch({ place, base, lookup }: KeySearchProps) {
  const router = useRouter();
  const [query, setQuery] = useListParam("q");
  const [text, setText] = useState(query ?? "");
  const [notice, setNotice] = useState<string | null>(null);
  /** A pasted text that no key has as its secret; it may be a long name after all. */
  const [unknown, setUnknown] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(query ?? "");
  useEffect(() => {
    if ((query ?? "") === sent.current) return;
    sent.current = query ?? "";
    setText(sent.current);
  }, [query]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (value: string) => {
    setNotice(null);
    setUnknown(null);
    sent.current = value.trim();
    setQuery(sent.current || null);
  };
  const find = async (secret: string) => {
    clearTimeout(timer.current);
    setText("");
    setUnknown(null);
    setNotice("Looking for the key…");
    const result = await attempt(lookup, place, { key: secret });
    if (result.ok) {
      setNotice(null);
      return router.push(`${base}/${result.data.id}`);
    }
    setNotice(result.error.code === "not_found" ? "No key here has this secret." : result.error.message);
    if (!isIssuedForm(secret)) setUnknown(secret);
  };
  const change = (value: string) => {
    if (isIssuedForm(value)) return void find(value.trim());
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
        aria-label="Search keys"
        placeholder="Name, e-mail, last four, or paste a key"
        value={text}
        spellCheck={false}
        autoComplete="off"
        className={cn(controlClass, "h-8 pr-2.5 pl-8.5")}
        onChange={(event) => change(event.target.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData("text").trim();
          if (!mayBeSecret(pasted)) return;
          event.preventDefault();
          void find(pasted);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          clearTimeout(timer.current);
          send(text);
        }}
      />
      <span role="status" className={cn("block text-muted-foreground text-xs", notice && "pt-1.5")}>
        {notice}{" "}
        {unknown ? (
          <Button
            variant="link"
            size="inline"
            className="text-xs"
            onClick={() => {
              setText(unknown);
              send(unknown);
            }}
          >
            Search names for it
          </Button>
        ) : null}
      </span>
    </search>
  );
}
