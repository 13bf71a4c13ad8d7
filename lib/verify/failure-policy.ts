// What happens when the counters cannot be reached: each limit's own policy, and never a silent "go on".
import { after, type NowOrLater } from "#lib/core/now-or-later.ts";
import type { FailurePolicy, Limit } from "#lib/shared/limits.ts";
import { decideLimits } from "./limit-core.ts";
import { type Charges, type Limiter, LimiterUnavailable, type LimitVerdict } from "./limiter.ts";

interface Fallback {
  /** Limits within this process, which gets its share of each. */
  local: Limiter;
  /** Processes that share the limits, as last known. */
  nodes(): number;
  /** Told each time; for the log and the metrics. */
  onFailure(policy: FailurePolicy, cause: unknown): void;
}

/**
 * Puts policies around a limiter. One limit with "closed" makes the whole call unanswerable (LimiterUnavailable);
 * "local" ones count in this process; "open" ones let everything through. The verdict says that it is degraded.
 */
export function withFailurePolicy(limiter: Limiter, { local, nodes, onFailure }: Fallback): Limiter {
  const goOnWithout = (charges: Charges, error: unknown): NowOrLater<LimitVerdict> => {
    if (!(error instanceof LimiterUnavailable)) throw error;
    const policy = strictest(charges.limits);
    onFailure(policy, error.cause);
    if (policy === "closed") throw error;
    return after(goOn(charges, local, nodes()), (verdict) => ({ ...verdict, degraded: policy }));
  };
  return {
    take(charges) {
      if (charges.limits.length === 0) return { admitted: true, limits: [] };
      try {
        const verdict = limiter.take(charges);
        return verdict instanceof Promise
          ? verdict.catch((error: unknown) => goOnWithout(charges, error))
          : verdict;
      } catch (error) {
        return goOnWithout(charges, error);
      }
    },
    settle: limiter.settle,
    close: limiter.close,
  };
}

function goOn(charges: Charges, local: Limiter, nodes: number): NowOrLater<LimitVerdict> {
  const counted = charges.limits
    .filter(({ onFailure }) => onFailure === "local")
    .map((limit) => shareOf(limit, nodes));
  const open = charges.limits.filter(({ onFailure }) => onFailure === "open");
  return after(local.take({ ...charges, limits: counted }), (verdict) => ({
    ...verdict,
    limits: [...verdict.limits, ...untouched(open)],
  }));
}

/** Whole units, and at least one. */
function shareOf(limit: Limit, nodes: number): Limit {
  const share = { ...limit, limit: Math.max(1, Math.floor(limit.limit / nodes)) };
  return share.kind === "rate" ? { ...share, burst: Math.floor(share.burst / nodes) } : share;
}

/** Open limits, as if nothing had been spent. */
function untouched(limits: readonly Limit[]): LimitVerdict["limits"] {
  return decideLimits(limits, new Map(), new Map(), 0).verdict.limits;
}

function strictest(limits: readonly Limit[]): FailurePolicy {
  const order: FailurePolicy[] = ["closed", "local", "open"];
  return order.find((policy) => limits.some(({ onFailure }) => onFailure === policy)) ?? "open";
}
