// A clock that moves only when it is told to.
import type { Clock } from "#lib/core/clock.ts";

export interface TestClock {
  now: Clock;
  set(moment: Date): void;
  advance(ms: number): void;
}

/** Stands at noon of a Tuesday, UTC, until it is moved. */
export function testClock(start = new Date("2026-03-10T12:00:00.000Z")): TestClock {
  let moment = start.getTime();
  return {
    now: () => new Date(moment),
    set: (next) => {
      moment = next.getTime();
    },
    advance: (ms) => {
      moment += ms;
    },
  };
}
