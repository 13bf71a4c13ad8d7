// Calls with keys that belong to nobody: typing errors, old configurations, and once somebody who tried many.
import { DAY_MS, HOUR_MS } from "#lib/core/clock.ts";
import type { UsageEvent } from "#lib/verify/usage-event.ts";
import { arrivalsOf } from "./arrivals.ts";
import { toEvent } from "./event.ts";
import { randomFor } from "./random.ts";
import { type Traffic, USAGE_DAYS } from "./story.ts";

const MISTYPED = 0.35;

const KNOCKS: Traffic[] = [
  {
    perDay: 12,
    shape: "steady",
    uses: [],
    addresses: ["203.0.113.77", "198.51.100.91", "192.0.2.12"],
    agent: "curl/8.15",
  },
  {
    perDay: 900,
    shape: "steady",
    uses: [],
    addresses: ["192.0.2.180", "192.0.2.181"],
    agent: "Mozilla/5.0 zgrab/0.x",
    since: 23.3,
    until: 23.05,
  },
];

export function unknownCalls(now: Date): UsageEvent[] {
  const random = randomFor("unknown keys");
  const nowMs = now.getTime();
  const span = { zone: "UTC", firstMs: nowMs - USAGE_DAYS * DAY_MS - HOUR_MS, nowMs };
  return KNOCKS.flatMap((traffic) =>
    arrivalsOf(traffic, span, random).map((atMs) =>
      toEvent(
        {
          record: null,
          question: { cost: 1, units: {}, ip: random.pick(traffic.addresses) },
          resource: null,
          agent: traffic.agent,
          outcome: random.chance(MISTYPED) ? "MALFORMED" : "NOT_FOUND",
          at: new Date(atMs),
          slow: false,
        },
        random,
      ),
    ),
  );
}
