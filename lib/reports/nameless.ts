// Usage without whose it is: keys are numbered, unless the report names them, and their ids never leave.
import type { UsageSeriesView } from "#lib/usage/series.ts";
import type { UsageTopView } from "#lib/usage/top.ts";

/** Groups that stand for no key. */
const OTHERS = new Set(["all", "other"]);

/** What turns views into such that may be shown. All that it makes count the same key by the same number. */
export function namelessViews(namesKeys: boolean) {
  const numbers = new Map<string, number>();
  const numberOf = (id: string): number => {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return number;
  };
  const hide = <Named extends { key: string; label: string; detail?: string }>(named: Named): Named => {
    const number = numberOf(named.key);
    if (namesKeys) return { ...named, key: `key-${number}` };
    return { ...named, key: `key-${number}`, label: `Key ${number}`, detail: undefined };
  };
  return {
    series: (view: UsageSeriesView): UsageSeriesView =>
      view.groupBy === "key"
        ? { ...view, series: view.series.map((one) => (OTHERS.has(one.key) ? one : hide(one))) }
        : view,
    top: (view: UsageTopView): UsageTopView =>
      view.by === "key" ? { ...view, items: view.items.map(hide) } : view,
  };
}
