"use client";
// One row of DataTable; a card below 640 px. A press anywhere opens it, but for controls and selected text.
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { cn } from "#components/ui/cn.ts";
import { NativeCheckbox } from "#components/ui/native-checkbox.tsx";

export interface RowSelection {
  selected: boolean;
  onToggle: (event: unknown) => void;
}

export function DataRow<Row>(props: {
  row: Row;
  columns: DataColumn<Row>[];
  label: string;
  href?: string;
  selection?: RowSelection;
}) {
  const router = useRouter();
  const { href, selection } = props;
  const open = (event: MouseEvent<HTMLElement>) => {
    if (!href || isOwnControl(event) || window.getSelection()?.toString()) return;
    if (event.metaKey || event.ctrlKey) window.open(href, "_blank", "noopener");
    else router.push(href, { scroll: !href.startsWith("?") });
  };
  return (
    <tr
      onClick={open}
      aria-selected={selection ? selection.selected : undefined}
      className={cn(
        "group/row relative border-b transition-colors last:border-b-0 hover:bg-muted/50 aria-selected:bg-brand-soft/50 max-sm:block max-sm:px-4 max-sm:py-3",
        href && "cursor-pointer",
        selection && "max-sm:pl-11!",
      )}
    >
      {selection ? (
        <td className="w-10 py-2 pl-4 align-middle max-sm:absolute max-sm:top-1 max-sm:left-0">
          <NativeCheckbox
            aria-label={`Select ${props.label}`}
            checked={selection.selected}
            onChange={selection.onToggle}
          />
        </td>
      ) : null}
      {props.columns.map((column, index) => (
        <td key={column.id} data-label={column.header} className={cellClass(column)}>
          {href && isTitle(props.columns, index) ? (
            <Link
              href={href}
              scroll={!href.startsWith("?")}
              data-row-link
              className="rounded-sm font-medium hover:underline"
            >
              {column.cell(props.row)}
            </Link>
          ) : (
            column.cell(props.row)
          )}
        </td>
      ))}
    </tr>
  );
}

function isTitle<Row>(columns: DataColumn<Row>[], index: number): boolean {
  const marked = columns.findIndex((column) => column.card === "title");
  return index === (marked === -1 ? 0 : marked);
}

const line =
  "max-sm:flex max-sm:items-baseline max-sm:justify-between max-sm:gap-4 max-sm:text-right max-sm:before:shrink-0 max-sm:before:text-muted-foreground max-sm:before:text-xs max-sm:before:content-[attr(data-label)]";

const cards = {
  title: "max-sm:block max-sm:pr-9 max-sm:text-sm",
  action: "max-sm:absolute max-sm:top-2 max-sm:right-3 w-px max-sm:w-auto whitespace-nowrap",
  omit: "max-sm:hidden",
  line,
};

function cellClass<Row>(column: DataColumn<Row>): string {
  return cn(
    "px-3 py-2 align-middle first:pl-4 last:pr-4 max-sm:px-0 max-sm:py-0.5 max-sm:first:pl-0 max-sm:last:pr-0",
    cards[column.card ?? "line"],
    column.align === "end" && "text-right tabular-nums",
    column.className,
  );
}

function isOwnControl(event: MouseEvent<HTMLElement>): boolean {
  const target = event.target as Element;
  // Portals bubble through React's tree: what is not inside the row's element is not the row.
  return (
    !event.currentTarget.contains(target) || target.closest("a,button,input,label,select,textarea") !== null
  );
}
