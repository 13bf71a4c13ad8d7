// What happens when the counters cannot be reached: each limit's own policy, and never a silent "go on".
import type { FailurePolicy, Limit } from "#lib/shared/limits.ts";
import { decideLimits } from "./limit-core.ts";
import { type Charges, type Limiter, LimiterUnavailable, type LimitVerdict } from "./limiter.ts";

interface Fallback {
  /** Limits within this process. */
  local: Limiter;
  /** Told each time; for the log and the metrics. */
  onFailure(policy: FailurePolicy, cause: unknown): void;
}

/**
 * Puts policies around a limiter. One limit with "closed" makes the whole call unanswerable (LimiterUnavailable);
 * "local" ones count in this process; "open" ones let everything through. The verdict says that it is degraded.
 */
export function withFailurePolicy(limiter: Limiter, { local, onFailure }: Fallback): Limiter {
  return {
    async take(charges) {
      if (charges.limits.length === 0) return { admitted: true, limits: [] };
      try {
        return await limiter.take(charges);
      } catch (error) {
        if (!(error instanceof LimiterUnavailable)) throw error;
        const policy = strictest(charges.limits);
        onFailure(policy, error.cause);
        if (policy === "closed") throw error;
        return { ...(await goOn(charges, local)), degraded: policy };
      }
    },
  };
}

async function goOn(charges: Charges, local: Limiter): Promise<LimitVerdict> {
  const counted = charges.limits.filter(({ onFailure }) => onFailure === "local");
  const open = charges.limits.filter(({ onFailure }) => onFailure === "open");
  const verdict = await local.take({ ...charges, limits: counted });
  return { ...verdict, limits: [...verdict.limits, ...untouched(open)] };
}

/** Open limits, as if nothing had been spent. */
function untouched(limits: readonly Limit[]): LimitVerdict["limits"] {
  return decideLimits(limits, new Map(), new Map(), 0).verdict.limits;
}

function strictest(limits: readonly Limit[]): FailurePolicy {
  const order: FailurePolicy[] = ["closed", "local", "open"];
  return order.find((policy) => limits.some(({ onFailure }) => onFailure === policy)) ?? "open";
}
