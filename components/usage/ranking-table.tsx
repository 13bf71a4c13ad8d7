// The largest of a kind with share and change. A name drills, the last cell leads to the calls behind the number.
import { ScrollText } from "lucide-react";
import type { ValueFormat } from "#components/chart/series.ts";
import { formatValue } from "#components/chart/series.ts";
import { dimWhilePending } from "#components/shell/dim.ts";
import { GoLink } from "#components/shell/go-link.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { formatChange, formatPercent } from "#lib/shared/format.ts";

export interface RankingRow {
  key: string;
  label: string;
  detail?: string;
  value: number;
  /** 0 to 1; null where shares mean nothing. */
  share: number | null;
  /** The value before; null when nothing is compared. */
  previous: number | null;
  /** Whether the page is narrowed to it. */
  chosen: boolean;
  drill?: string;
  calls?: string;
}

export interface RankingTableProps {
  label: string;
  /** What the rows are: "Key". */
  head: string;
  rows: RankingRow[];
  format: ValueFormat;
  /** Which way is welcome; neither when absent. */
  better?: "up" | "down";
}

const COLUMNS =
  "grid grid-cols-[minmax(0,1fr)_auto_auto_auto] items-center sm:grid-cols-[minmax(0,1fr)_5rem_3.25rem_4.5rem_1.75rem]";

export function RankingTable({ label, head, rows, format, better }: RankingTableProps) {
  const largest = Math.max(...rows.map(({ value }) => value), Number.MIN_VALUE);
  return (
    <table aria-label={label} className={cn("block w-full text-ui", dimWhilePending)}>
      <thead className="block">
        <tr className={cn(COLUMNS, "px-2 pb-1 text-2xs text-muted-foreground [&>th]:font-medium")}>
          <th scope="col" className="text-left">
            {head}
          </th>
          <th scope="col" className="text-right max-sm:hidden">
            Value
          </th>
          <th scope="col" className="text-right max-sm:hidden">
            Share
          </th>
          <th scope="col" className="text-right max-sm:hidden">
            Change
          </th>
          <th scope="col">
            <span className="sr-only">Calls</span>
          </th>
        </tr>
      </thead>
      <tbody className="grid gap-0.5">
        {rows.map((row) => (
          <Row key={row.key} row={row} largest={largest} format={format} better={better} />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = Pick<RankingTableProps, "format" | "better"> & { row: RankingRow; largest: number };

function Row({ row, largest, format, better }: RowProps) {
  return (
    <tr className={cn(COLUMNS, "group/row relative min-h-8 rounded-md px-2 hover:bg-muted/60")}>
      <th scope="row" className="min-w-0 py-1.5 text-left font-normal">
        <svg
          aria-hidden="true"
          viewBox="0 0 100 1"
          preserveAspectRatio="none"
          className="absolute inset-y-0.5 left-0 h-[calc(100%-4px)] w-full overflow-hidden rounded-md"
        >
          <rect
            width={row.value > 0 ? Math.max(0.6, (row.value / largest) * 100) : 0}
            height="1"
            className={row.drill || row.chosen ? "fill-brand-soft" : "fill-muted"}
          />
        </svg>
        <Name row={row} />
      </th>
      <td className="relative pl-3 text-right font-medium tabular-nums">{formatValue(row.value, format)}</td>
      <td className="relative text-right text-muted-foreground text-xs tabular-nums max-sm:hidden">
        {row.share === null ? "—" : formatPercent(row.share)}
      </td>
      <td className="relative w-16 text-right text-xs tabular-nums sm:w-auto">
        <ChangeText row={row} better={better} />
      </td>
      <td className="relative text-right max-sm:hidden">
        {row.calls ? (
          <ButtonLink
            href={row.calls}
            variant="ghost"
            size="icon-sm"
            aria-label={`Calls of ${row.label}`}
            title="See the calls"
            className="size-6! text-muted-foreground"
          >
            <ScrollText />
          </ButtonLink>
        ) : null}
      </td>
    </tr>
  );
}

function Name({ row: { label, detail, drill, chosen } }: { row: RankingRow }) {
  const text = (
    <>
      <span className="truncate">{label}</span>
      {detail ? (
        <span className="min-w-0 shrink-[6] truncate text-muted-foreground text-xs max-sm:hidden">
          {detail}
        </span>
      ) : null}
    </>
  );
  const look = "relative flex min-w-0 items-baseline gap-2";
  if (!drill) return <span className={cn(look, chosen && "font-semibold")}>{text}</span>;
  return (
    <GoLink
      href={drill}
      aria-current={chosen || undefined}
      className={cn(look, "rounded-sm hover:underline aria-[current=true]:font-semibold")}
    >
      {text}
    </GoLink>
  );
}

function ChangeText({ row, better }: Pick<RowProps, "row" | "better">) {
  const { value, previous } = row;
  if (previous === null) return <span className="text-muted-foreground">—</span>;
  const text = formatChange(value, previous);
  const moved = value !== previous && !/^[+−]0%$/.test(text);
  const good = better === (value > previous ? "up" : "down");
  const tone = !moved || !better ? "text-muted-foreground" : good ? "text-success" : "text-danger";
  return <span className={tone}>{moved ? text : "0%"}</span>;
}
