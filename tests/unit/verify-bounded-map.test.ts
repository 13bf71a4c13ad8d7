// A map of bounded size, against a plain one.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBoundedMap } from "#lib/verify/bounded-map.ts";

const step = fc.record({
  kind: fc.constantFrom("set", "set", "get", "delete", "clear"),
  id: fc.integer({ min: 0, max: 12 }).map(String),
  value: fc.nat(),
});

describe("a bounded map", () => {
  it("holds what was put into it and neither deleted nor evicted, and never more than it may", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), fc.integer({ min: 1, max: 8 }), (steps, atMost) => {
        const plain = new Map<string, number>();
        const bounded = createBoundedMap<number>(atMost, (value, id) => {
          expect(plain.get(id)).toBe(value);
          plain.delete(id);
        });
        for (const { kind, id, value } of steps) {
          if (kind === "set") {
            bounded.set(id, value);
            plain.set(id, value);
          } else if (kind === "delete") {
            bounded.delete(id);
            plain.delete(id);
          } else if (kind === "clear" && value % 10 === 0) {
            bounded.clear();
            plain.clear();
          } else expect(bounded.get(id)).toBe(plain.get(id));
          expect(bounded.size()).toBe(plain.size);
          expect(plain.size).toBeLessThanOrEqual(atMost);
        }
        expect([...bounded.values()].sort()).toEqual([...plain.values()].sort());
      }),
    );
  });

  it("evicts only when it is full, and spares what is asked for", () => {
    const evicted: string[] = [];
    const bounded = createBoundedMap<string>(100, (_, id) => evicted.push(id));
    for (let n = 0; n < 100; n += 1) bounded.set(`kept ${n}`, "");
    expect(evicted).toEqual([]);
    const asked = Array.from({ length: 20 }, (_, n) => `kept ${n * 5}`);
    for (let n = 0; n < 1_000; n += 1) {
      for (const id of asked) bounded.get(id);
      bounded.set(`passing ${n}`, "");
    }
    expect(evicted).toHaveLength(1_000);
    for (const id of asked) expect(bounded.get(id)).toBe("");
  });
});
