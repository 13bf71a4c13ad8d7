"use client";
// The address of a list: search, sort, columns, and where in the list one is. A change of what is shown starts at the top.
import { parseAsArrayOf, parseAsString, useQueryState, useQueryStates } from "nuqs";
import { usePendingTransition } from "#components/shell/pending.tsx";

const paging = { after: parseAsString, trail: parseAsString };

/** Sets parameters of a list and goes back to its first page. */
export function useListParam(name: string): [string | null, (value: string | null) => void] {
  const startTransition = usePendingTransition();
  const parsers: Record<string, typeof parseAsString> = { ...paging, [name]: parseAsString };
  const [values, setValues] = useQueryStates(parsers, { shallow: false, startTransition });
  return [
    values[name] ?? null,
    (value) => void setValues({ after: null, trail: null, [name]: value || null }),
  ];
}

/** The columns that were chosen, or null for the default; not known to the server. */
export function useChosenColumns() {
  return useQueryState("cols", parseAsArrayOf(parseAsString));
}

export interface Sort {
  column: string;
  direction: "asc" | "desc";
}

export function parseSort(value: string | null): Sort | null {
  const [column, direction] = value?.split(".") ?? [];
  if (!column) return null;
  return { column, direction: direction === "desc" ? "desc" : "asc" };
}
