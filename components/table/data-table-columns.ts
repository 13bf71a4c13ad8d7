// What a table's column is: how a row is shown in it, and how it behaves on a phone.
import type { ReactNode } from "react";

export interface DataColumn<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Sorted by the server, by `sort=<id>.asc|desc` in the address. */
  sortable?: boolean;
  /** Numbers stand right. */
  align?: "end";
  /** Not shown until chosen. */
  hidden?: boolean;
  /** May not be left out. */
  required?: boolean;
  /** On phones a row is a card: its title, an action in its corner, left out, or (default) a labelled line. */
  card?: "title" | "action" | "omit";
  className?: string;
}

/** Ids of the columns that are shown: those of the address if it names any, else those not hidden by default. */
export function visibleColumns<Row>(columns: DataColumn<Row>[], chosen: string[] | null): string[] {
  const named = chosen?.filter((id) => columns.some((column) => column.id === id)) ?? [];
  if (named.length === 0) return columns.filter((column) => !column.hidden).map((column) => column.id);
  return columns.filter((column) => column.required || named.includes(column.id)).map((column) => column.id);
}
