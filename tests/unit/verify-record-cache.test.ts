// What is remembered of records: bounded in number and time, read once by many, and never older than a change.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRecordCache } from "#lib/verify/record-cache.ts";

interface Value {
  tag: string;
  version: number;
}

function world(options: { atMost?: number } = {}) {
  let now = 0;
  const versions = new Map<string, number>();
  const cache = createRecordCache<Value>({
    nowMs: () => now,
    tagsOf: ({ tag }) => [tag, "everyone"],
    ...options,
  });
  return { cache, versions, pass: (ms: number) => (now += ms) };
}

const gate = () => Promise.withResolvers<void>();

describe("a record", () => {
  it("is read once for all who ask at the same time, and believed for its lifetime however often it is asked", async () => {
    const { cache, pass } = world();
    let reads = 0;
    const read = async () => {
      reads += 1;
      return { tag: "a", version: reads };
    };
    await Promise.all([cache.load("x", read), cache.load("x", read), cache.load("x", read)]);
    expect(reads).toBe(1);
    pass(450_000 - 1);
    expect(cache.get("x")).toEqual({ tag: "a", version: 1 });
    pass(150_001);
    expect(cache.get("x")).toBeUndefined();
    expect(cache.last("x")).toEqual({ tag: "a", version: 1 });
  });

  it("is not read again in the same moment as all that were read with it", async () => {
    const { cache, pass } = world();
    const ids = Array.from({ length: 200 }, (_, index) => `id ${index}`);
    for (const id of ids) await cache.load(id, async () => ({ tag: id, version: 1 }));
    pass(525_000);
    const left = ids.filter((id) => cache.get(id) !== undefined).length;
    expect(left).toBeGreaterThan(50);
    expect(left).toBeLessThan(150);
  });

  it("that does not exist is believed for five seconds, and until something new exists", async () => {
    const { cache, pass } = world();
    await cache.load("x", async () => null);
    expect(cache.get("x")).toBeNull();
    pass(5_000);
    expect(cache.get("x")).toBeUndefined();
    await cache.load("x", async () => null);
    cache.forgetUnknown();
    expect(cache.get("x")).toBeUndefined();
  });

  it("is never one too many", async () => {
    const { cache } = world({ atMost: 10 });
    for (let n = 0; n < 50; n += 1) await cache.load(`x${n}`, async () => ({ tag: `t${n}`, version: 1 }));
    expect(cache.size()).toBe(10);
  });
});

describe("after a change was heard", () => {
  it("no answer that was read before it is kept or given, in any order of reads and changes", async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("load" as const), id: fc.integer({ min: 0, max: 2 }) }),
      fc.record({ kind: fc.constant("settle" as const), nth: fc.nat(5) }),
      fc.record({
        kind: fc.constant("change" as const),
        id: fc.integer({ min: 0, max: 2 }),
        all: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { cache, versions } = world();
        const reads: PromiseWithResolvers<void>[] = [];
        const loads: Promise<unknown>[] = [];
        const settled = () => new Promise((resolve) => setImmediate(resolve));
        for (const one of steps) {
          if (one.kind === "load") {
            const id = `id${one.id}`;
            if (cache.get(id) !== undefined) continue;
            loads.push(
              cache.load(id, async () => {
                const seen = versions.get(id) ?? 0;
                const slow = gate();
                reads.push(slow);
                await slow.promise;
                return { tag: id, version: seen };
              }),
            );
          } else if (one.kind === "settle") reads.splice(one.nth, 1)[0]?.resolve();
          else {
            const id = `id${one.id}`;
            versions.set(id, (versions.get(id) ?? 0) + 1);
            if (one.all) cache.forgetAll();
            else cache.forget(id);
          }
          await settled();
          for (const id of ["id0", "id1", "id2"]) {
            const known = cache.get(id);
            if (known) expect(known.version).toBe(versions.get(id) ?? 0);
          }
        }
        while (reads.length > 0) {
          reads.shift()?.resolve();
          await settled();
        }
        await Promise.all(loads);
      }),
      { numRuns: 200 },
    );
  });
});
