// The calls of a key as usage events. What becomes of each is decided by the rules of verification themselves.
import { HOUR_MS } from "#lib/core/clock.ts";
import { type BudgetMark, createBudgetMarks } from "#lib/gateway/budget-marks.ts";
import type { Outcome } from "#lib/shared/outcomes.ts";
import { amountsOf, decide, type Question } from "#lib/verify/decide.ts";
import { type Ledger, spend } from "#lib/verify/ledger.ts";
import { decideLimits } from "#lib/verify/limit-core.ts";
import type { LimitState } from "#lib/verify/limiter.ts";
import type { KeyRecord } from "#lib/verify/record.ts";
import type { UsageEvent } from "#lib/verify/usage-event.ts";
import { oldestBucket, type Window } from "#lib/verify/windows.ts";
import { arrivalsOf, isIncident } from "./arrivals.ts";
import { toEvent } from "./event.ts";
import { askModel, type ModelTerms } from "./model-calls.ts";
import { questionOf } from "./question.ts";
import { type Random, randomFor } from "./random.ts";
import { recordAt, type StoredKey } from "./stored-key.ts";
import type { KeyStory, TenantStory } from "./story.ts";

export interface Calls {
  /** In the order in which they came. */
  events: UsageEvent[];
  /** What was spent of the key's limits, as far as it still counts. */
  ledger: Ledger;
  /** Which shares of its budgets were reached. */
  marks: BudgetMark[];
}

const TIDY_EVERY = 200;

interface Key {
  tenant: TenantStory;
  story: KeyStory;
  stored: StoredKey;
  /** Null for a key that calls no models. */
  models: ModelTerms | null;
}

/** Those before `until`, which are the same whenever that is. */
export function callsOf({ tenant, story, stored, models }: Key, now: Date, until = now): Calls {
  const random = randomFor(`${tenant.clientId} ${story.name}`);
  const ledger: Ledger = new Map();
  const marks: BudgetMark[] = [];
  const budgets = createBudgetMarks(async (mark) => void marks.push(mark));
  const span = {
    zone: tenant.timeZone,
    firstMs: stored.key.createdAt.getTime() + HOUR_MS,
    nowMs: now.getTime(),
  };
  const arrivals = (story.traffic ?? [])
    .flatMap((traffic) => arrivalsOf(traffic, span, random).map((atMs) => ({ atMs, traffic })))
    .sort((a, b) => a.atMs - b.atMs)
    .filter(({ atMs }) => atMs < until.getTime() || until === now);
  const events = arrivals.map(({ atMs, traffic }, index) => {
    const at = new Date(atMs);
    const record = recordAt(stored, at, random);
    const { question, resource, use } =
      models && traffic.models
        ? askModel(traffic, models, { at, now }, random)
        : { ...questionOf(tenant, traffic, record, random), use: null };
    const incident = isIncident(atMs, span.nowMs);
    if (index % TIDY_EVERY === 0) forgetOld(ledger, atMs);
    const { outcome, states } = outcomeOf(record, question, { at, ledger, incident }, random);
    const paid = outcome === "VALID" ? use : null;
    if (paid) budgets.note({ ...ofKey(record), states, differences: NO_DIFFERENCE, now: at });
    const call = { record, question, resource, agent: traffic.agent, outcome, at, slow: incident, use: paid };
    return toEvent(call, random);
  });
  forgetOld(ledger, span.nowMs);
  return { events, ledger, marks };
}

/** What was set aside is what was used. */
const NO_DIFFERENCE = new Map([
  ["cost", 0],
  ["tokens", 0],
]);

function ofKey({ tenant, id, limits }: KeyRecord) {
  return { tenantId: tenant.id, keyId: id, limits };
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
): { outcome: Outcome; states: readonly LimitState[] } {
  const { code } = decide(record, question, at);
  if (code !== "VALID") return { outcome: code, states: [] };
  const closed = record.limits.some(({ onFailure }) => onFailure === "closed");
  if (incident && closed && random.chance(UNCOUNTED)) return { outcome: "LIMITER_UNAVAILABLE", states: [] };
  const { verdict, spendings } = decideLimits(record.limits, amountsOf(question), ledger, at.getTime());
  spend(ledger, spendings);
  const states = verdict.limits;
  if (verdict.admitted) return { outcome: "VALID", states };
  return { outcome: verdict.refusedBy.kind === "quota" ? "QUOTA_EXCEEDED" : "RATE_LIMITED", states };
}

function forgetOld(ledger: Ledger, nowMs: number): void {
  for (const [id, counter] of ledger) {
    const oldest = oldestBucket(id.slice(id.indexOf(" ") + 1) as Window, nowMs);
    for (const start of counter.keys()) if (start < oldest) counter.delete(start);
  }
}
