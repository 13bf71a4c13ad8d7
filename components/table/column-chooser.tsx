"use client";
// Which columns a table shows, kept in the address as `cols`.
import { Columns3 } from "lucide-react";
import { MenuButton } from "#components/overlay/menu-button.tsx";
import { type DataColumn, visibleColumns } from "#components/table/data-table-columns.ts";
import { useChosenColumns } from "#components/table/list-params.ts";

export function ColumnChooser<Row>({ columns }: { columns: DataColumn<Row>[] }) {
  const [chosen, setChosen] = useChosenColumns();
  const shown = visibleColumns(columns, chosen);
  const toggle = (id: string) => {
    const next = shown.includes(id) ? shown.filter((each) => each !== id) : [...shown, id];
    const isDefault = sameIds(next, visibleColumns(columns, null));
    void setChosen(isDefault || next.length === 0 ? null : next);
  };
  return (
    <MenuButton
      label="Columns"
      variant="outline"
      size="icon"
      items={columns
        .filter((column) => !column.required && column.card !== "action")
        .map((column) => ({
          label: column.header,
          checked: shown.includes(column.id),
          keepOpen: true,
          onSelect: () => toggle(column.id),
        }))}
    >
      <Columns3 />
    </MenuButton>
  );
}

function sameIds(left: string[], right: string[]): boolean {
  return left.length === right.length && left.every((id) => right.includes(id));
}
