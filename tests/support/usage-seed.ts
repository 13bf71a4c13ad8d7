// Usage that looks real: days and weeks have their shape, keys their temper. Deterministic, and relative to `now`.
import { DAY_MS } from "#lib/core/clock.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import type { Outcome } from "#lib/shared/outcomes.ts";
import { UNKNOWN_KEY } from "#lib/usage/group-labels.ts";
import { keyRow, type UsageRow, writeUsage } from "./usage-rows.ts";
import type { TestWorld } from "./world.ts";

interface Temper {
  name: string;
  environment: "live" | "test";
  /** Calls per quarter hour at a busy time. */
  calls: number;
  /** How much nights and weekends fall off, 0 to 1. */
  shape: number;
  refusals: Partial<Record<Outcome, number>>;
}

const TEMPERS: Temper[] = [
  {
    name: "checkout-web",
    environment: "live",
    calls: 420,
    shape: 0.8,
    refusals: { RATE_LIMITED: 0.012, INSUFFICIENT_SCOPE: 0.002 },
  },
  { name: "mobile-app", environment: "live", calls: 260, shape: 0.7, refusals: { RATE_LIMITED: 0.006 } },
  { name: "analytics", environment: "live", calls: 150, shape: 0.1, refusals: { QUOTA_EXCEEDED: 0.03 } },
  { name: "partner-sync", environment: "live", calls: 90, shape: 0.3, refusals: { IP_NOT_ALLOWED: 0.02 } },
  { name: "nightly-export", environment: "live", calls: 40, shape: -0.8, refusals: {} },
  { name: "legacy shared key", environment: "live", calls: 30, shape: 0.6, refusals: { EXPIRED: 0.4 } },
  { name: "staging", environment: "test", calls: 25, shape: 0.9, refusals: { INSUFFICIENT_SCOPE: 0.08 } },
  { name: "ci-pipeline", environment: "test", calls: 14, shape: 0.9, refusals: {} },
];

const QUARTER_MS = 900_000;

/** Writes `days` days of calls for one tenant, `size` times as many as usual, until `now`. Returns the keys. */
export async function seedUsage(
  world: Pick<TestWorld, "as">,
  tenantId: Id<"ten">,
  { now, days = 30, size = 1, seed = 1 }: { now: Date; days?: number; size?: number; seed?: number },
) {
  const random = randomFrom(seed);
  const made = TEMPERS.map((temper) =>
    keyRow(tenantId, temper.name, new Date(now.getTime() - (days + 5) * DAY_MS), {
      environment: temper.environment,
    }),
  );
  const rows: Parameters<typeof writeUsage>[1] = [];
  const last = Math.floor(now.getTime() / QUARTER_MS) * QUARTER_MS;
  for (let at = last - days * DAY_MS; at <= last; at += QUARTER_MS) {
    const incident = at > last - 9 * DAY_MS && at < last - 9 * DAY_MS + 5 * 4 * QUARTER_MS;
    const elapsed = at === last ? (now.getTime() - last) / QUARTER_MS : 1;
    for (const [index, temper] of TEMPERS.entries()) {
      const busy = activity(at, temper.shape) * (0.8 + 0.4 * random()) * elapsed;
      const calls = Math.round(temper.calls * size * busy);
      const key = { tenantId, keyId: made[index]!.id, environment: temper.environment, bucket: new Date(at) };
      rows.push(
        ...callsOf(key, calls, incident && index < 2 ? { RATE_LIMITED: 0.55 } : temper.refusals, random),
      );
    }
  }
  await writeUsage(world, rows, made);
  return made;
}

/** Calls with keys that belong to nobody. */
export async function seedUnknown(world: Pick<TestWorld, "as">, now: Date, days = 30): Promise<void> {
  const random = randomFrom(99);
  const last = Math.floor(now.getTime() / QUARTER_MS) * QUARTER_MS;
  const rows: UsageRow[] = [];
  for (let at = last - days * DAY_MS; at <= last; at += 4 * QUARTER_MS) {
    for (const outcome of ["NOT_FOUND", "MALFORMED"] as const) {
      const calls = Math.round(18 * random() ** 3);
      const place = { tenantId: PLATFORM_TENANT, keyId: UNKNOWN_KEY, environment: "none" as const };
      if (calls > 0)
        rows.push({ ...place, bucket: new Date(at), outcome, calls, requests: 0, latencyMicros: calls * 90 });
    }
  }
  await writeUsage(world, rows);
}

function* callsOf(
  key: Pick<UsageRow, "tenantId" | "keyId" | "environment" | "bucket">,
  calls: number,
  refusals: Temper["refusals"],
  random: () => number,
) {
  let admitted = calls;
  for (const [outcome, rate] of Object.entries(refusals) as [Outcome, number][]) {
    const refused = Math.round(calls * rate * (0.5 + random()));
    admitted -= refused;
    if (refused > 0) yield { ...key, outcome, calls: refused, latencyMicros: refused * 180 };
  }
  if (admitted > 0)
    yield { ...key, calls: admitted, latencyMicros: Math.round(admitted * (320 + 200 * random())) };
}

/** 0 to 1. A negative shape is busy at night. */
function activity(at: number, shape: number): number {
  const hour = (at / 3_600_000) % 24;
  const weekday = new Date(at).getUTCDay();
  const day = (1 - Math.cos(((hour - 3) / 24) * 2 * Math.PI)) / 2;
  const swing = shape < 0 ? 1 - day : day;
  const weekend = weekday === 0 || weekday === 6 ? 1 - 0.6 * Math.abs(shape) : 1;
  return (1 - Math.abs(shape) + Math.abs(shape) * swing) * weekend;
}

/** Mulberry32: small, and the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
