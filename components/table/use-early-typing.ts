"use client";
// What somebody typed into a field before the page's code had arrived is not lost.
import { useEffect, useRef } from "react";

/** A ref for the field; `take` gets what already stands in it when that is not `shown`. */
export function useEarlyTyping(shown: string, take: (text: string) => void) {
  const field = useRef<HTMLInputElement>(null);
  const first = useRef({ shown, take });
  useEffect(() => {
    const text = field.current?.value ?? "";
    if (text !== "" && text !== first.current.shown) first.current.take(text);
  }, []);
  return field;
}
