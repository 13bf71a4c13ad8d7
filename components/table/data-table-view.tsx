"use client";
// What DataTable is made of, on TanStack Table; in a chunk of its own.
import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { dimWhilePending } from "#components/shell/dim.ts";
import { BulkBar } from "#components/table/bulk-bar.tsx";
import { DataRow } from "#components/table/data-row.tsx";
import type { DataTableProps } from "#components/table/data-table.tsx";
import { visibleColumns } from "#components/table/data-table-columns.ts";
import { DataTableHead } from "#components/table/data-table-head.tsx";
import { useChosenColumns } from "#components/table/list-params.ts";
import { moveBetweenRows } from "#components/table/row-keyboard.ts";
import { cn } from "#components/ui/cn.ts";

const features = tableFeatures({ rowSelectionFeature, columnVisibilityFeature });

export default function DataTableView<Row extends object>(props: DataTableProps<Row>) {
  const { columns, rows, rowId } = props;
  const [chosen] = useChosenColumns();
  const sort = useSearchParams().get("sort");
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return helper.columns(columns.map((column) => helper.display({ id: column.id, header: column.header })));
  }, [columns]);
  const columnVisibility = useMemo(() => {
    const shown = visibleColumns(columns, chosen);
    return Object.fromEntries(columns.map((column) => [column.id, shown.includes(column.id)]));
  }, [columns, chosen]);
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowId,
    state: { columnVisibility },
  });
  const shown = table
    .getVisibleLeafColumns()
    .flatMap(({ id }) => columns.find((column) => column.id === id) ?? []);
  const selectable = props.bulkActions !== undefined;
  if (rows.length === 0) return <div className={dimWhilePending}>{props.empty}</div>;
  const selected = table.getSelectedRowModel().rows.map((row) => row.original);
  return (
    <div className={cn("relative min-w-0", dimWhilePending)}>
      {selected.length > 0 ? (
        <BulkBar count={selected.length} onClear={() => table.resetRowSelection(true)}>
          {props.bulkActions?.(selected, () => table.resetRowSelection(true))}
        </BulkBar>
      ) : null}
      <div className="scroll-thin overflow-x-auto">
        <table className="w-full border-collapse text-ui max-sm:block" aria-label={props.label}>
          <DataTableHead
            columns={shown}
            sort={sort}
            selection={
              selectable
                ? {
                    all: table.getIsAllRowsSelected(),
                    some: table.getIsSomeRowsSelected(),
                    onToggle: (on) => table.toggleAllRowsSelected(on),
                  }
                : undefined
            }
          />
          <tbody className="max-sm:block" onKeyDown={moveBetweenRows}>
            {table.getRowModel().rows.map((row) => (
              <DataRow
                key={row.id}
                row={row.original}
                columns={shown}
                label={props.rowLabel(row.original)}
                href={props.rowHref?.(row.original)}
                selection={
                  selectable
                    ? { selected: row.getIsSelected(), onToggle: row.getToggleSelectedHandler() }
                    : undefined
                }
              />
            ))}
          </tbody>
        </table>
      </div>
      {props.footer}
    </div>
  );
}
