// Calls with keys that belong to nobody: typing errors, old configurations, and once somebody who tried many.
import { DAY_MS, HOUR_MS } from "#lib/core/clock.ts";
import type { RefusedSecret } from "#lib/verify/refused-secret.ts";
import type { UsageEvent } from "#lib/verify/usage-event.ts";
import { arrivalsOf } from "./arrivals.ts";
import { toEvent } from "./event.ts";
import { type Random, randomFor } from "./random.ts";
import { type Traffic, USAGE_DAYS } from "./story.ts";

const MISTYPED = 0.35;

const FOREIGN = 0.7;
const FORMS = ["OpenAI", "OpenAI", "Anthropic", "GitHub", "UUID", "Other"];

/** `tries` secrets at random, or always the same few. */
type Knock = Traffic & { tries: "the same" | "many" };

const KNOCKS: Knock[] = [
  {
    tries: "the same",
    perDay: 12,
    shape: "steady",
    uses: [],
    addresses: ["203.0.113.77", "198.51.100.91", "192.0.2.12"],
    agent: "curl/8.15",
  },
  {
    tries: "many",
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
  return KNOCKS.flatMap((knock) =>
    arrivalsOf(knock, span, random).map((atMs) => {
      const outcome = random.chance(MISTYPED) ? "MALFORMED" : "NOT_FOUND";
      return toEvent(
        {
          record: null,
          question: { cost: 1, units: {}, ip: random.pick(knock.addresses) },
          resource: null,
          agent: knock.agent,
          outcome,
          at: new Date(atMs),
          slow: false,
          refused: secretOf(knock, outcome, random),
        },
        random,
      );
    }),
  );
}

function secretOf({ tries }: Knock, outcome: "MALFORMED" | "NOT_FOUND", random: Random): RefusedSecret {
  const kind = outcome === "MALFORMED" ? "typo" : random.chance(FOREIGN) ? "foreign" : "purged";
  const form = kind === "foreign" ? random.pick(FORMS) : random.pick(["kh_live_", "kh_test_"]);
  const fingerprint = (tries === "many" ? random : randomFor(`${kind} ${form}`)).hex(16);
  return { class: kind, fingerprint, form, length: form === "OpenAI" ? "128 to 255" : "32 to 63" };
}
