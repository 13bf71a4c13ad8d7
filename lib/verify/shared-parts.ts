// What many keys have alike is kept once in memory: terms of a plan, the tenant. Bounded; what is kept must never be
// changed, and what reads otherwise is another value.

/** The same object for all that read the same as JSON. When there are more than `atMost`, it begins anew. */
export function createShared<T extends object>(atMost = 2_000): (value: T) => T {
  const kept = new Map<string, T>();
  return (value) => {
    const text = JSON.stringify(value);
    const known = kept.get(text);
    if (known) return known;
    if (kept.size >= atMost) kept.clear();
    kept.set(text, value);
    return value;
  };
}

/** The same text in one piece: one that was put together keeps all its pieces, ten times its size. For ASCII. */
export function inOnePiece<T extends string>(text: T): T {
  return Buffer.from(text, "latin1").toString("latin1") as T;
}
