// What an operator's monitoring reads. No label holds a tenant, a key or anything that a caller chose.
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Outcome } from "#lib/shared/outcomes.ts";
import type { VerifyObserver } from "#lib/verify/deps.ts";
import type { LimiterCounts } from "#lib/verify/limiter-deps.ts";
import type { NodeCounts } from "#lib/verify/node-store.ts";
import { createHistogram, type Series } from "./histogram.ts";

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
  /** Days whose sums of usage were found wrong. */
  wrongUsageDays(): Promise<number>;
  /** What was decided about limits from memory, and what is held for that. */
  limits(): LimiterCounts;
  /** How long ago all changes to keys were heard, in milliseconds. */
  freshnessMs(): number;
}

export function createMetrics(sources: Sources): Metrics {
  const { nodeId, usage, oldestUsageMs, wrongUsageDays, limits, freshnessMs } = sources;
  const registry = new Registry();
  registry.setDefaultLabels({ node: nodeId });
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const outcomes = new Map<Outcome, number>();
  new Counter({
    name: "keyhold_verifications_total",
    help: "Verifications by outcome",
    labelNames: ["outcome"],
    registers,
    collect() {
      this.reset();
      for (const [outcome, count] of outcomes) this.inc({ outcome }, count);
    },
  });
  const verifySeconds = createHistogram({
    name: "keyhold_verification_seconds",
    help: "Time to decide a verification",
    bounds: SECONDS,
    labels: { node: nodeId },
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
  const requestSeconds = createHistogram({
    name: "keyhold_http_request_seconds",
    help: "Time to answer, by route and status",
    bounds: SECONDS,
    labels: { node: nodeId },
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
    name: "keyhold_usage_days_wrong",
    help: "Days whose sums of usage differ from their calls; the last that was known while the database is away",
    registers,
    async collect() {
      await wrongUsageDays().then(
        (days) => this.set(days),
        () => undefined,
      );
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
  countLimits(registers, limits);
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
  const verified = verifySeconds.series({});
  const seriesOf = seriesByAnswer((method, route, status) =>
    requestSeconds.series({ method, route, status: String(status) }),
  );
  return {
    observer: {
      answeredStale: () => staleAnswers.inc(),
      verified(outcome, micros) {
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        verified.observe(micros / 1_000_000);
      },
      limiterFailed: (policy) => limiterFailures.inc({ policy }),
      usageLost: () => usageLost.inc(),
    },
    answered: (method, route, status, micros) => seriesOf(method, route, status).observe(micros / 1_000_000),
    text: async () => [await registry.metrics(), verifySeconds.text(), requestSeconds.text()].join("\n"),
    contentType: registry.contentType,
  };
}

function countLimits(registers: Registry[], limits: () => LimiterCounts): void {
  new Counter({
    name: "keyhold_limit_decisions_from_memory_total",
    help: "Calls whose limits were decided from leases, without asking the database",
    labelNames: ["verdict"],
    registers,
    collect() {
      const { admittedFromMemory, refusedFromMemory } = limits();
      this.reset();
      this.inc({ verdict: "admitted" }, admittedFromMemory);
      this.inc({ verdict: "refused" }, refusedFromMemory);
    },
  });
  new Counter({
    name: "keyhold_limit_claims_total",
    help: "Visits to the shared counters, to decide calls and to take and return leases",
    labelNames: ["result"],
    registers,
    collect() {
      const { visits, failedVisits } = limits();
      this.reset();
      this.inc({ result: "done" }, visits);
      this.inc({ result: "failed" }, failedVisits);
    },
  });
  new Gauge({
    name: "keyhold_limit_leases_held",
    help: "Leases of limits that this process may spend from",
    registers,
    collect() {
      this.set(limits().leasesHeld);
    },
  });
}

type SeriesOf = (method: string, route: string, status: number) => Series;

/** Finds a series without making a text of its labels. */
function seriesByAnswer(make: SeriesOf): SeriesOf {
  const byRoute = new Map<string, Map<string, Series[]>>();
  return (method, route, status) => {
    const byMethod = byRoute.get(route) ?? new Map<string, Series[]>();
    const byStatus = byMethod.get(method) ?? [];
    const known = byStatus[status];
    if (known) return known;
    const series = make(method, route, status);
    byStatus[status] = series;
    byRoute.set(route, byMethod.set(method, byStatus));
    return series;
  };
}
