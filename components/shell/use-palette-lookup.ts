"use client";
// Asks the server for what fits the typed text, at most once per pause; an older answer never replaces a newer one.
import { useEffect, useState } from "react";
import type { PaletteItem } from "#components/shell/palette-items.ts";

const PAUSE_MS = 200;
const SHORTEST = 2;
const NONE: PaletteItem[] = [];

export function usePaletteLookup(
  query: string,
  lookup?: (query: string) => Promise<PaletteItem[]>,
): PaletteItem[] {
  const [answer, setAnswer] = useState<{ query: string; items: PaletteItem[] }>({ query: "", items: NONE });
  const text = query.trim();
  useEffect(() => {
    if (!lookup || text.length < SHORTEST) return;
    let current = true;
    const keep = (items: PaletteItem[]) => current && setAnswer({ query: text, items });
    const timer = setTimeout(() => lookup(text).then(keep, () => keep(NONE)), PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, lookup]);
  return text.length >= SHORTEST ? answer.items : NONE;
}
