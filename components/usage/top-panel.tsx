// The largest of a kind, as bars that filter when pressed.
import type { ReactNode } from "react";
import { type TopItem, TopList } from "#components/chart/top-list.tsx";
import { formatOf, shownValue } from "#components/usage/chart-data.ts";
import type { UsageTopView } from "#lib/usage/top.ts";

export interface TopPanelProps {
  load: Promise<UsageTopView>;
  /** Names the list: "Top keys". */
  label: string;
  /** The parameter that a press sets; without it nothing can be pressed. */
  param?: string;
  /** Goes there instead of filtering. */
  hrefOf?: (key: string) => string | undefined;
  /** Keys that cannot be filtered by. */
  fixed?: readonly string[];
  empty?: ReactNode;
}

export async function TopPanel({ load, label, param, hrefOf, fixed = [], empty }: TopPanelProps) {
  const view = await load;
  if (view.items.length === 0)
    return (
      <p className="py-6 text-center text-muted-foreground text-ui">{empty ?? "Nothing in this time."}</p>
    );
  const items: TopItem[] = view.items.map((item) => ({
    key: item.key,
    label: item.label,
    detail: item.detail,
    value: shownValue(view, item.value),
    href: hrefOf?.(item.key),
    fixed: fixed.includes(item.key),
  }));
  if (view.other)
    items.push({ key: "other", label: "Other", value: shownValue(view, view.other.value), fixed: true });
  return (
    <TopList
      label={label}
      items={items}
      param={param}
      format={formatOf(view)}
      total={view.unit === "micros" ? 0 : view.total}
    />
  );
}
