"use client";
// The largest of a kind as bars; a press adds the one to the filters in the address.
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { formatValue, type ValueFormat } from "#components/chart/series.ts";
import { formatPercent } from "#lib/shared/format.ts";

export interface TopItem {
  key: string;
  label: string;
  value: number;
  detail?: string;
  /** Goes there instead of filtering. */
  href?: string;
  /** "Other" cannot be filtered by. */
  fixed?: boolean;
}

export interface TopListProps {
  /** Names the list: "Top keys". */
  label: string;
  items: TopItem[];
  /** Parameter that a press sets to the item's key. */
  param?: string;
  format?: ValueFormat;
  /** The whole, of which each is a share; the sum of the items when absent. */
  total?: number;
}

export function TopList({ label, items, param, format = "number", total }: TopListProps) {
  const search = useSearchParams();
  const largest = Math.max(1, ...items.map((item) => item.value));
  const whole = total ?? items.reduce((sum, item) => sum + item.value, 0);
  const hrefOf = (item: TopItem) =>
    item.href ?? (param && !item.fixed ? withParam(search, param, item.key) : undefined);
  return (
    <ol aria-label={label} className="grid grid-cols-1 gap-0.5">
      {items.map((item) => (
        <li
          key={item.key}
          className="group/top relative flex h-8 items-center gap-3 rounded-md px-2 text-ui has-[a]:hover:bg-muted"
        >
          <svg
            aria-hidden="true"
            viewBox="0 0 100 1"
            preserveAspectRatio="none"
            className="absolute inset-y-0.5 left-0 h-7 w-full overflow-hidden rounded-md"
          >
            <rect
              width={Math.max(0.6, (item.value / largest) * 100)}
              height="1"
              className={item.fixed ? "fill-muted" : "fill-brand-soft"}
            />
          </svg>
          <TopLabel
            item={item}
            href={hrefOf(item)}
            chosen={param !== undefined && search.get(param) === item.key}
          />
          <span className="relative ml-auto shrink-0 font-medium tabular-nums">
            {formatValue(item.value, format)}
          </span>
          <span className="relative w-11 shrink-0 text-right text-muted-foreground text-xs tabular-nums">
            {whole > 0 ? formatPercent(item.value / whole) : "—"}
          </span>
        </li>
      ))}
    </ol>
  );
}

function TopLabel({ item, href, chosen }: { item: TopItem; href?: string; chosen: boolean }) {
  const text = (
    <>
      <span className="truncate">{item.label}</span>
      {item.detail ? <span className="truncate text-muted-foreground text-xs">{item.detail}</span> : null}
    </>
  );
  if (!href) return <span className="relative flex min-w-0 items-baseline gap-2">{text}</span>;
  return (
    <Link
      href={href}
      scroll={false}
      aria-current={chosen || undefined}
      className="relative flex min-w-0 items-baseline gap-2 rounded-sm after:absolute after:-inset-x-2 after:-inset-y-1.5 hover:underline aria-[current=true]:font-semibold"
    >
      {text}
    </Link>
  );
}

function withParam(search: URLSearchParams, param: string, value: string): string {
  const next = new URLSearchParams(search);
  for (const name of ["after", "trail"]) next.delete(name);
  if (next.get(param) === value) next.delete(param);
  else next.set(param, value);
  return `?${next}`;
}
