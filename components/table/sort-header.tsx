"use client";
// A column's name as a button that sorts: ascending, descending, then as before.
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { parseSort, useListParam } from "#components/table/list-params.ts";

export function SortHeader({
  column,
  label,
  current,
}: {
  column: string;
  label: string;
  current: string | null;
}) {
  const [, setSort] = useListParam("sort");
  const sort = parseSort(current);
  const direction = sort?.column === column ? sort.direction : null;
  const next = direction === null ? `${column}.asc` : direction === "asc" ? `${column}.desc` : null;
  const Icon = direction === "asc" ? ArrowUp : direction === "desc" ? ArrowDown : ChevronsUpDown;
  return (
    <button
      type="button"
      onClick={() => setSort(next)}
      className="-mx-1 inline-flex items-center gap-1 rounded-sm px-1 hover:text-foreground aria-pressed:text-foreground"
      aria-pressed={direction !== null}
    >
      {label}
      <Icon aria-hidden="true" className={direction ? "size-3.5" : "size-3.5 opacity-60"} />
    </button>
  );
}
