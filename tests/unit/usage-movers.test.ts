import { expect, it } from "vitest";
import { goneOf, moversOf } from "#components/usage/movers.ts";
import type { UsageTopView } from "#lib/usage/top.ts";

const item = (key: string, value: number, previous: number | null = null) => ({
  ...{ key, label: key, value, previous },
  calls: value,
  share: 0,
});
const top = (...items: UsageTopView["items"]) => ({ items }) as UsageTopView;

it("lists what moved most, up or down, also what is no longer among the largest", () => {
  const now = top(item("a", 100, 90), item("b", 50, 50), item("c", 5, 60));
  const before = top(item("a", 90), item("gone", 70), item("small", 30));
  const movers = moversOf(now, goneOf(before, now, top(item("small", 4))), 3);
  expect(movers.map(({ key, now: value, before: earlier }) => [key, value - earlier])).toEqual([
    ["gone", -70],
    ["c", -55],
    ["small", -26],
  ]);
});
