"use client";
// The header of DataTable. On phones only the box that selects all remains.
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { parseSort } from "#components/table/list-params.ts";
import { SortHeader } from "#components/table/sort-header.tsx";
import { cn } from "#components/ui/cn.ts";
import { NativeCheckbox } from "#components/ui/native-checkbox.tsx";

export interface HeadSelection {
  all: boolean;
  some: boolean;
  onToggle: (on: boolean) => void;
}

export function DataTableHead<Row>(props: {
  columns: DataColumn<Row>[];
  sort: string | null;
  selection?: HeadSelection;
}) {
  const { selection } = props;
  return (
    <thead className={cn("border-b", selection ? "max-sm:block" : "max-sm:sr-only")}>
      <tr className="max-sm:flex max-sm:items-center max-sm:px-4">
        {selection ? (
          <th scope="col" className="w-10 py-2 pl-4 max-sm:pl-0">
            <NativeCheckbox
              aria-label="Select all on this page"
              checked={selection.all}
              indeterminate={selection.some && !selection.all}
              onChange={(event) => selection.onToggle(event.target.checked)}
            />
          </th>
        ) : null}
        {props.columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            aria-sort={ariaSort(column, props.sort)}
            className={cn(
              "h-9 whitespace-nowrap px-3 font-medium text-muted-foreground text-xs first:pl-4 last:pr-4 max-sm:sr-only",
              column.align === "end" ? "text-right" : "text-left",
            )}
          >
            <HeadLabel column={column} sort={props.sort} />
          </th>
        ))}
      </tr>
    </thead>
  );
}

function HeadLabel<Row>({ column, sort }: { column: DataColumn<Row>; sort: string | null }) {
  if (column.sortable) return <SortHeader column={column.id} label={column.header} current={sort} />;
  return <span className={cn(column.card === "action" && "sr-only")}>{column.header}</span>;
}

function ariaSort<Row>(column: DataColumn<Row>, current: string | null) {
  if (!column.sortable) return undefined;
  const sort = parseSort(current);
  if (sort?.column !== column.id) return "none";
  return sort.direction === "asc" ? "ascending" : "descending";
}
