"use client";
// A list: sorted and paged by the server through the address, columns chosen, rows selected, cards on phones, keyboard.
// Its rows come with the page; the code that makes them live follows in a chunk of its own.
import dynamic from "next/dynamic";
import type { ComponentType, ReactNode } from "react";
import type { DataColumn } from "#components/table/data-table-columns.ts";

export interface DataTableProps<Row extends object> {
  /** Names the table for screen readers: "Keys". */
  label: string;
  rows: Row[];
  columns: DataColumn<Row>[];
  rowId: (row: Row) => string;
  /** Names a row: the label of its checkbox. */
  rowLabel: (row: Row) => string;
  /** The page, or the address with a panel, that a row opens. */
  rowHref?: (row: Row) => string;
  /** Present where rows can be selected: what can be done with those that are. */
  bulkActions?: (rows: Row[], clear: () => void) => ReactNode;
  /** Shown in place of rows when there are none: never used, or nothing fits the filters. */
  empty: ReactNode;
  footer?: ReactNode;
}

const View = dynamic(() => import("#components/table/data-table-view.tsx"));

export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  // `dynamic` cannot carry a type parameter.
  const RowView = View as unknown as ComponentType<DataTableProps<Row>>;
  return <RowView {...props} />;
}
