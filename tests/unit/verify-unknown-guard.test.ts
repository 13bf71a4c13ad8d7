// Whoever guesses gets no more look-ups for a while; what is found costs nothing.
import { describe, expect, it } from "vitest";
import { createUnknownGuard, TooManyUnknown } from "#lib/verify/unknown-guard.ts";

function guarded() {
  let now = 0;
  const guard = createUnknownGuard(() => now);
  return { guard, pass: (ms: number) => (now += ms) };
}

const nothing = async () => null;
const something = async () => ({});

describe("an address that guesses", () => {
  it("gets a hundred look-ups, then a hundred each second, and others are not held up by it", async () => {
    const { guard, pass } = guarded();
    let lookUps = 0;
    const guess = (from = "203.0.113.7") =>
      guard.run(from, async () => {
        lookUps += 1;
        return null;
      });
    for (let n = 0; n < 100; n += 1) await guess();
    await expect(guess()).rejects.toBeInstanceOf(TooManyUnknown);
    expect(lookUps).toBe(100);
    await guess("203.0.113.8");
    pass(1_000);
    for (let n = 0; n < 100; n += 1) await guess();
    await expect(guess()).rejects.toBeInstanceOf(TooManyUnknown);
    pass(3_600_000);
    for (let n = 0; n < 100; n += 1) await guess();
    await expect(guess()).rejects.toBeInstanceOf(TooManyUnknown);
  });

  it("pays for all that it tried at once, and learns when to come back", async () => {
    const { guard, pass } = guarded();
    await Promise.all(Array.from({ length: 450 }, () => guard.run("203.0.113.7", nothing)));
    const refusal = await guard.run("203.0.113.7", nothing).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ retryAfterSeconds: 4 });
    pass(4_000);
    await guard.run("203.0.113.7", nothing);
  });

  it("cannot have more than 500 look-ups under way", async () => {
    const { guard } = guarded();
    const tries = Array.from({ length: 501 }, () => guard.run("203.0.113.7", nothing));
    const refused = (await Promise.allSettled(tries)).filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(1);
  });

  it("is its whole network in IPv6, and not one of its addresses", async () => {
    const { guard } = guarded();
    for (let n = 0; n < 100; n += 1) await guard.run(`2001:db8:0:7::${n.toString(16)}`, nothing);
    await expect(guard.run("2001:db8::7:0:0:0:ffff", nothing)).rejects.toBeInstanceOf(TooManyUnknown);
    await guard.run("2001:db8:0:8::1", nothing);
  });

  it("is never held up by keys that are found, but for those that only may be right", async () => {
    const { guard } = guarded();
    for (let n = 0; n < 1_000; n += 1) await guard.run("203.0.113.7", something);
    for (let n = 0; n < 100; n += 1) await guard.run("203.0.113.7", something, () => false);
    await expect(guard.run("203.0.113.7", something)).rejects.toBeInstanceOf(TooManyUnknown);
  });

  it("is held up no longer by a look-up that failed", async () => {
    const { guard } = guarded();
    const away = () => Promise.reject(new Error("away"));
    for (let n = 0; n < 1_000; n += 1) await guard.run("203.0.113.7", away).catch(() => {});
    await guard.run("203.0.113.7", nothing);
  });
});
