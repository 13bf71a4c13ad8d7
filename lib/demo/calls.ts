// The calls of a key as usage events. What becomes of each is decided by the rules of verification themselves.
import { HOUR_MS } from "#lib/core/clock.ts";
import type { Outcome } from "#lib/shared/outcomes.ts";
import { amountsOf, decide, type Question } from "#lib/verify/decide.ts";
import { type Ledger, spend } from "#lib/verify/ledger.ts";
import { decideLimits } from "#lib/verify/limit-core.ts";
import type { KeyRecord } from "#lib/verify/record.ts";
import type { UsageEvent } from "#lib/verify/usage-event.ts";
import { oldestBucket, type Window } from "#lib/verify/windows.ts";
import { arrivalsOf, isIncident } from "./arrivals.ts";
import { toEvent } from "./event.ts";
import { questionOf } from "./question.ts";
import { type Random, randomFor } from "./random.ts";
import { recordAt, type StoredKey } from "./stored-key.ts";
import type { KeyStory, TenantStory } from "./story.ts";

export interface Calls {
  /** In the order in which they came. */
  events: UsageEvent[];
  /** What was spent of the key's limits, as far as it still counts. */
  ledger: Ledger;
}

const TIDY_EVERY = 200;

export function callsOf(tenant: TenantStory, story: KeyStory, stored: StoredKey, now: Date): Calls {
  const random = randomFor(`${tenant.clientId} ${story.name}`);
  const ledger: Ledger = new Map();
  const span = {
    zone: tenant.timeZone,
    firstMs: stored.key.createdAt.getTime() + HOUR_MS,
    nowMs: now.getTime(),
  };
  const arrivals = (story.traffic ?? [])
    .flatMap((traffic) => arrivalsOf(traffic, span, random).map((atMs) => ({ atMs, traffic })))
    .sort((a, b) => a.atMs - b.atMs);
  const events = arrivals.map(({ atMs, traffic }, index) => {
    const at = new Date(atMs);
    const record = recordAt(stored, at, random);
    const { question, resource } = questionOf(tenant, traffic, record, random);
    const incident = isIncident(atMs, span.nowMs);
    if (index % TIDY_EVERY === 0) forgetOld(ledger, atMs);
    const outcome = outcomeOf(record, question, { at, ledger, incident }, random);
    return toEvent({ record, question, resource, agent: traffic.agent, outcome, at, slow: incident }, random);
  });
  forgetOld(ledger, span.nowMs);
  return { events, ledger };
}

interface Moment {
  at: Date;
  ledger: Ledger;
  incident: boolean;
}

/** Share of calls that could not be counted in the incident, for limits that then refuse. */
const UNCOUNTED = 0.3;

function outcomeOf(
  record: KeyRecord,
  question: Question,
  { at, ledger, incident }: Moment,
  random: Random,
): Outcome {
  const { code } = decide(record, question, at);
  if (code !== "VALID") return code;
  const closed = record.limits.some(({ onFailure }) => onFailure === "closed");
  if (incident && closed && random.chance(UNCOUNTED)) return "LIMITER_UNAVAILABLE";
  const { verdict, spendings } = decideLimits(record.limits, amountsOf(question), ledger, at.getTime());
  spend(ledger, spendings);
  if (verdict.admitted) return "VALID";
  return verdict.refusedBy.kind === "quota" ? "QUOTA_EXCEEDED" : "RATE_LIMITED";
}

function forgetOld(ledger: Ledger, nowMs: number): void {
  for (const [id, counter] of ledger) {
    const oldest = oldestBucket(id.slice(id.indexOf(" ") + 1) as Window, nowMs);
    for (const start of counter.keys()) if (start < oldest) counter.delete(start);
  }
}
