import { describe, expect, it } from "vitest";
import { type BucketState, RULES, takeTurn } from "#lib/auth/throttle.ts";
import { MINUTE_MS } from "#lib/core/clock.ts";

const START = new Date("2026-03-10T12:00:00.000Z");

/** Takes turns as soon as each is allowed, and returns the waits between them. */
function waits(count: number): number[] {
  let state: BucketState | null = null;
  let now = START;
  const waited: number[] = [];
  while (waited.length < count) {
    const turn = takeTurn(RULES.account, state, now);
    if (!turn.allowed) throw new Error("asked too early");
    state = turn.state;
    waited.push(state.blockedUntil.getTime() - now.getTime());
    now = state.blockedUntil;
  }
  return waited;
}

describe("the sign-in throttle", () => {
  it("lets the first four failures pass, then doubles the wait up to a quarter of an hour", () => {
    expect(waits(8)).toEqual([0, 0, 0, 0, 2_000, 4_000, 8_000, 16_000]);
    expect(Math.max(...waits(30))).toBe(15 * MINUTE_MS);
  });

  it("refuses a try before its time and says how long to wait", () => {
    const state = { failures: 5, blockedUntil: new Date(START.getTime() + 2_000), updatedAt: START };
    expect(takeTurn(RULES.account, state, new Date(START.getTime() + 500))).toEqual({
      allowed: false,
      waitMs: 1_500,
    });
  });

  it("forgets after a day of silence", () => {
    const state = { failures: 12, blockedUntil: START, updatedAt: START };
    const turn = takeTurn(RULES.account, state, new Date(START.getTime() + 25 * 60 * MINUTE_MS));
    expect(turn).toMatchObject({ allowed: true, state: { failures: 1 } });
  });
});
