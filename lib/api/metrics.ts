// What an operator's monitoring reads. No label holds a tenant, a key or anything that a caller chose.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Outcome } from "#lib/shared/outcomes.ts";
import type { VerifyObserver } from "#lib/verify/deps.ts";
import type { NodeCounts } from "#lib/verify/node-store.ts";

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

export interface Metrics {
  observer: VerifyObserver;
  answered(method: string, route: string, status: number, micros: number): void;
  /** In Prometheus' text format. */
  text(): Promise<string>;
  contentType: string;
}

interface Sources {
  /** Stands in every line: several processes may answer on one port. */
  nodeId: string;
  /** Usage events: what became of them, and what they take on disk. */
  usage(): NodeCounts;
  /** When the oldest of those that wait was recorded; null when none does. */
  oldestUsageMs(): Promise<number | null>;
  /** How long ago all changes to keys were heard, in milliseconds. */
  freshnessMs(): number;
}

export function createMetrics({ nodeId, usage, oldestUsageMs, freshnessMs }: Sources): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ node: nodeId });
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
      this.set(usage().waiting);
    },
  });
  new Gauge({
    name: "keyhold_usage_oldest_waiting_seconds",
    help: "Age of the oldest usage event that is not stored yet; 0 when none waits",
    registers,
    async collect() {
      const oldest = await oldestUsageMs();
      this.set(oldest === null ? 0 : Math.max(0, Date.now() - oldest) / 1_000);
    },
  });
  new Gauge({
    name: "keyhold_spool_bytes",
    help: "What the spool of usage events takes on disk",
    registers,
    collect() {
      this.set(usage().spoolBytes);
    },
  });
  new Counter({
    name: "keyhold_usage_events_total",
    help: "Usage events that this process took, stored, or set aside for good",
    labelNames: ["state"],
    registers,
    collect() {
      const { accepted, stored, setAside } = usage();
      this.reset();
      this.inc({ state: "accepted" }, accepted);
      this.inc({ state: "stored" }, stored);
      this.inc({ state: "set_aside" }, setAside);
    },
  });
  new Gauge({
    name: "keyhold_freshness_seconds",
    help: "Time since all changes to keys were heard; from 5 on every key is looked up",
    registers,
    collect() {
      this.set(Math.min(freshnessMs() / 1_000, Number.MAX_SAFE_INTEGER));
    },
  });
  const staleAnswers = new Counter({
    name: "keyhold_stale_answers_total",
    help: "Verifications that rest on what was last known, because the database was away",
    registers,
  });
  // Looking a series up by its labels costs more than counting does.
  const series = new Map<string, Histogram.Internal<"method" | "route" | "status">>();
  const outcomeOf = remembering((outcome: Outcome) => verifications.labels(outcome));
  const seriesOf = (method: string, route: string, status: number) => {
    const name = `${status}${method} ${route}`;
    const known = series.get(name) ?? requestSeconds.labels(method, route, String(status));
    series.set(name, known);
    return known;
  };
  return {
    observer: {
      answeredStale: () => staleAnswers.inc(),
      verified(outcome, micros) {
        outcomeOf(outcome).inc();
        verifySeconds.observe(micros / 1_000_000);
      },
      limiterFailed: (policy) => limiterFailures.inc({ policy }),
      usageLost: () => usageLost.inc(),
    },
    answered: (method, route, status, micros) => seriesOf(method, route, status).observe(micros / 1_000_000),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function remembering<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}
