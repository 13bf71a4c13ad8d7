// What moved most between a range and the period before it, up or down, however large it is.
import type { UsageTopView } from "#lib/usage/top.ts";

export interface Mover {
  key: string;
  label: string;
  detail?: string;
  now: number;
  before: number;
}

/** The largest among what is large now, each with its value before. `gone` are those that were large and no longer are. */
export function moversOf(now: UsageTopView, gone: Mover[], most: number): Mover[] {
  const present = now.items.map(({ key, label, detail, value, previous }) => ({
    ...{ key, label, detail },
    now: value,
    before: previous ?? 0,
  }));
  return [...present, ...gone]
    .filter((mover) => mover.now !== mover.before)
    .toSorted((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before))
    .slice(0, most);
}

/** Those that are listed before and not now; `left` says what is left of them, or nothing. */
export function goneOf(before: UsageTopView, now: UsageTopView, left: UsageTopView | null): Mover[] {
  const listed = new Set(now.items.map(({ key }) => key));
  return before.items
    .filter(({ key }) => !listed.has(key))
    .map(({ key, label, detail, value }) => ({
      ...{ key, label, detail },
      now: left?.items.find((item) => item.key === key)?.value ?? 0,
      before: value,
    }));
}
