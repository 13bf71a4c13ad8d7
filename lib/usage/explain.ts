// What a change between two sums is made of. The parts add up to the change exactly: amounts are whole numbers.

export interface Part {
  /** The id of a group, or an outcome; null for all that is beyond the list. */
  key: string | null;
  before: number;
  after: number;
  change: number;
  /** Whether it was not there before, or is not there any more. */
  mark: "new" | "gone" | null;
}

/**
 * Every group of either sum with what it contributed, the largest first, whichever way it went; beyond `most` they are
 * one part. Groups that did not move are left out: they explain nothing.
 */
export function partsOf(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  most: number,
): Part[] {
  const moved = [...new Set([...before.keys(), ...after.keys()])]
    .map((key) => partOf(key, before.get(key) ?? 0, after.get(key) ?? 0))
    .filter(({ change }) => change !== 0)
    .toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change) || (a.key! < b.key! ? -1 : 1));
  if (moved.length <= most) return moved;
  const rest = moved.slice(most);
  const sum = (field: "before" | "after") => rest.reduce((total, part) => total + part[field], 0);
  return [...moved.slice(0, most), { ...partOf(null, sum("before"), sum("after")), mark: null }];
}

function partOf(key: string | null, before: number, after: number): Part {
  const mark = before === 0 ? "new" : after === 0 ? "gone" : null;
  return { key, before, after, change: after - before, mark };
}
