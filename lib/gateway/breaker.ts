// Leaves a credential alone for a while that failed again and again, so that callers go on to the next one at once.
import { LRUCache } from "lru-cache";

export interface Breaker {
  /** Whether a call may be tried. While it is open, one call in `pauseMs` is let through to see. */
  allows(circuit: string): boolean;
  succeeded(circuit: string): void;
  failed(circuit: string): void;
}

interface Circuit {
  failures: number;
  /** No call is tried until then. */
  openUntilMs: number;
}

const FAILURES = 5;
const CIRCUITS = 10_000;

/** `nowMs` is a clock that only goes forward. */
export function createBreaker(nowMs: () => number, pauseMs = 10_000): Breaker {
  const circuits = new LRUCache<string, Circuit>({ max: CIRCUITS });
  return {
    allows(name) {
      const circuit = circuits.get(name);
      if (!circuit || circuit.failures < FAILURES) return true;
      if (nowMs() < circuit.openUntilMs) return false;
      circuit.openUntilMs = nowMs() + pauseMs;
      return true;
    },
    succeeded: (name) => void circuits.delete(name),
    failed(name) {
      const circuit = circuits.get(name) ?? { failures: 0, openUntilMs: 0 };
      circuit.failures += 1;
      if (circuit.failures >= FAILURES) circuit.openUntilMs = nowMs() + pauseMs;
      circuits.set(name, circuit);
    },
  };
}
