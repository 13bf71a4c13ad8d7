// Secrets under a slow hash: few hashes, and slow going for whoever guesses.
import { describe, expect, it } from "vitest";
import { HashQueueFull } from "#lib/crypto/password.ts";
import { newId } from "#lib/shared/ids.ts";
import { createSlowSecrets } from "#lib/verify/slow-secrets.ts";
import { testClock } from "../support/clock.ts";

function counting(right: string) {
  const clock = testClock();
  const hashed: string[] = [];
  const proven: string[] = [];
  const secrets = createSlowSecrets(clock.now, {
    async verify(_hash, secret) {
      hashed.push(secret);
      return secret === right;
    },
    onProven: (_found, secret) => void proven.push(secret),
  });
  const tries = (secret: string, slowHash = "hash") => secrets.matches({ record: RECORD, slowHash }, secret);
  return { clock, hashed, proven, tries };
}

const RECORD = { tenant: { id: newId("ten") }, secret: { id: newId("sec") } };

describe("a secret under a slow hash", () => {
  it("is hashed once, and remembered after it was right", async () => {
    const { hashed, proven, tries } = counting("right");
    expect([await tries("right"), await tries("right"), await tries("right")]).toEqual([true, true, true]);
    expect(hashed).toHaveLength(1);
    expect(proven).toEqual(["right"]);
  });

  it("is hashed once for many who send it at the same time", async () => {
    const { hashed, tries } = counting("right");
    expect(await Promise.all(Array.from({ length: 50 }, () => tries("right")))).toEqual(Array(50).fill(true));
    expect(hashed).toHaveLength(1);
  });

  it("is hashed anew when its hash was replaced", async () => {
    const { hashed, tries } = counting("right");
    await tries("right");
    await tries("right", "another hash");
    expect(hashed).toHaveLength(2);
  });

  it("makes guesses wait, longer and longer, without hashing them", async () => {
    const { clock, hashed, tries } = counting("right");
    for (const guess of ["a", "b", "c", "d"]) expect(await tries(guess)).toBe(false);
    await expect(tries("e")).rejects.toMatchObject({ code: "unavailable", retryAfterSeconds: 1 });
    clock.advance(1_000);
    expect(await tries("e")).toBe(false);
    await expect(tries("f")).rejects.toMatchObject({ retryAfterSeconds: 2 });
    expect(hashed).toEqual(["a", "b", "c", "d", "e"]);
    clock.advance(2_000);
    expect(await tries("right")).toBe(true);
  });

  it("goes on working for those who know it while others guess", async () => {
    const { tries } = counting("right");
    await tries("right");
    for (const guess of ["a", "b", "c", "d"]) await tries(guess);
    await expect(tries("e")).rejects.toThrow();
    expect(await tries("right")).toBe(true);
  });

  it("is asked for again later when too many hashes wait", async () => {
    const full = async () => {
      throw new HashQueueFull("full");
    };
    const secrets = createSlowSecrets(testClock().now, { verify: full });
    await expect(secrets.matches({ record: RECORD, slowHash: "hash" }, "x")).rejects.toMatchObject({
      code: "unavailable",
      retryAfterSeconds: 1,
    });
  });
});
