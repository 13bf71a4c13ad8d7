// Chance that is the same on every machine: Mulberry32, seeded by a name.

export interface Random {
  /** 0 to 1, without 1. */
  next(): number;
  /** True in this share of cases. */
  chance(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** How many of something rare happened, when `expected` do on average. */
  poisson(expected: number): number;
  /** Around 1, now and then several times as much. */
  spread(): number;
  /** `length` hexadecimal digits. */
  hex(length: number): string;
}

export function randomFor(name: string): Random {
  let state = hash(name);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    chance: (share) => next() < share,
    pick: (items) => items[Math.floor(next() * items.length)]!,
    poisson: (expected) => poisson(expected, next, normal),
    spread: () => Math.exp(0.45 * normal()),
    hex: (length) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join(""),
  };
}

function poisson(expected: number, next: () => number, normal: () => number): number {
  if (expected <= 0) return 0;
  if (expected > 30) return Math.max(0, Math.round(expected + Math.sqrt(expected) * normal()));
  const end = Math.exp(-expected);
  let count = 0;
  for (let product = next(); product > end; product *= next()) count += 1;
  return count;
}

/** FNV-1a. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (const char of text) state = Math.imul(state ^ char.charCodeAt(0), 0x01000193);
  return state;
}
