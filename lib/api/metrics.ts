// What an operator's monitoring reads. No label holds a tenant, a key or anything that a caller chose.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { VerifyObserver } from "#lib/verify/deps.ts";

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

export interface Metrics {
  observer: VerifyObserver;
  answered(method: string, route: string, status: number, micros: number): void;
  /** In Prometheus' text format. */
  text(): Promise<string>;
  contentType: string;
}

/** `waitingUsage` tells how many usage events are not stored yet. */
export function createMetrics(waitingUsage: () => number): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const verifications = new Counter({
    name: "keyhold_verifications_total",
    help: "Verifications by outcome",
    labelNames: ["outcome"],
    registers,
  });
  const verifySeconds = new Histogram({
    name: "keyhold_verification_seconds",
    help: "Time to decide a verification",
    buckets: SECONDS,
    registers,
  });
  const limiterFailures = new Counter({
    name: "keyhold_limiter_failures_total",
    help: "Calls whose limits could not be counted, by what was done instead",
    labelNames: ["policy"],
    registers,
  });
  const usageLost = new Counter({
    name: "keyhold_usage_events_lost_total",
    help: "Usage events that could never be stored",
    registers,
  });
  const requestSeconds = new Histogram({
    name: "keyhold_http_request_seconds",
    help: "Time to answer, by route and status",
    labelNames: ["method", "route", "status"],
    buckets: SECONDS,
    registers,
  });
  new Gauge({
    name: "keyhold_usage_events_waiting",
    help: "Usage events that are not stored yet",
    registers,
    collect() {
      this.set(waitingUsage());
    },
  });
  return {
    observer: {
      verified(outcome, micros) {
        verifications.inc({ outcome });
        verifySeconds.observe(micros / 1_000_000);
      },
      limiterFailed: (policy) => limiterFailures.inc({ policy }),
      usageLost: () => usageLost.inc(),
    },
    answered: (method, route, status, micros) =>
      requestSeconds.observe({ method, route, status: String(status) }, micros / 1_000_000),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
