// Guesses are slowed down for each address, then refused; what is found costs nothing.
import { describe, expect, it } from "vitest";
import { createUnknownGuard, TooManyUnknown } from "#lib/verify/unknown-guard.ts";

function guarded() {
  let now = 0;
  let slept = 0;
  const guard = createUnknownGuard(
    () => now,
    async (ms) => {
      slept += ms;
    },
  );
  return { guard, slept: () => slept, pass: (ms: number) => (now += ms) };
}

const nothing = async () => null;

describe("an address that guesses", () => {
  it("is answered at once a hundred times, then paced, then refused, and answered again later", async () => {
    const { guard, slept, pass } = guarded();
    for (let n = 0; n < 100; n += 1) await guard.run("203.0.113.7", nothing);
    expect(slept()).toBe(0);
    await guard.run("203.0.113.7", nothing);
    expect(slept()).toBeGreaterThan(0);
    for (let n = 0; n < 99; n += 1) await guard.run("203.0.113.7", nothing);
    await expect(guard.run("203.0.113.7", nothing)).rejects.toBeInstanceOf(TooManyUnknown);
    await guard.run("203.0.113.8", nothing);
    pass(60_000);
    const before = slept();
    await guard.run("203.0.113.7", nothing);
    expect(slept()).toBe(before);
  });

  it("is never held up by keys that are found", async () => {
    const { guard, slept } = guarded();
    for (let n = 0; n < 1_000; n += 1) await guard.run("203.0.113.7", async () => ({}));
    expect(slept()).toBe(0);
  });
});
