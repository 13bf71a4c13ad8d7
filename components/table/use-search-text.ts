"use client";
// The text of a search field, which stands in the address as `q` after a pause in the typing.
import { useEffect, useRef, useState } from "react";
import { useListParam } from "#components/table/list-params.ts";

const PAUSE_MS = 300;

/** `type` waits for a pause; `send` searches at once; `clear` empties the field and searches for nothing new. */
export function useSearchText() {
  const [query, setQuery] = useListParam("q");
  const [text, setText] = useState(query ?? "");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(query ?? "");
  useEffect(() => {
    // The address changed by something else than this field: "clear filters", or back.
    if ((query ?? "") === sent.current) return;
    sent.current = query ?? "";
    setText(sent.current);
  }, [query]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (value: string) => {
    clearTimeout(timer.current);
    sent.current = value.trim();
    setQuery(sent.current || null);
  };
  const type = (value: string) => {
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(send, PAUSE_MS, value);
  };
  const clear = () => {
    clearTimeout(timer.current);
    setText("");
  };
  return { text, setText, type, send, clear };
}
