// One verification from beginning to end: form, look-up, decision, limits, metering.
import { DomainError } from "#lib/core/errors.ts";
import { after, type NowOrLater } from "#lib/core/now-or-later.ts";
import { tokenForm } from "#lib/crypto/token.ts";
import type { Outcome } from "#lib/shared/outcomes.ts";
import { withDeadline } from "./deadline.ts";
import { amountsOf, decide, decideForm, mayBeKey, type Question } from "./decide.ts";
import type { VerifyDeps } from "./deps.ts";
import type { Found } from "./directory.ts";
import { LimiterUnavailable, type LimitState, type LimitVerdict } from "./limiter.ts";
import { meterIsFull, written } from "./meter.ts";
import { limitReason, uncheckedReason } from "./reasons.ts";
import type { KeyRecord } from "./record.ts";
import { refusedSecret } from "./refused-secret.ts";
import type { FoundKey } from "./store.ts";
import { TooManyUnknown } from "./unknown-guard.ts";
import { usageEventOf } from "./usage-event.ts";

const PATIENCE_MS = 6_000;

/** What the call is remembered by; none of it decides anything. */
export interface CallLabels {
  requestId: string;
  resource: string | null;
  userAgent: string | null;
  tags: readonly string[];
  /** Who is slowed down when keys are guessed: an address, or the service token ("tok_…") that asks for others. */
  from?: string | null;
}

export interface Verification {
  code: Outcome;
  /** For the holder of the key; empty when it is valid. */
  reason: string;
  /** Null when there is no such key for whoever asks. */
  record: KeyRecord | null;
  /** How the limits stand; empty when the call did not get that far. */
  limits: LimitState[];
  /** The limit that holds the call up longest. */
  refusedBy?: LimitState;
  /** How limits were counted when their counters could not be reached. */
  degraded?: "local" | "open";
  /** Whether it rests on what was last known, because the database is away. */
  stale?: boolean;
  /** Why there is no such key for whoever asks, when that is not known, or it is another tenant's. */
  unseen?: "unchecked" | "elsewhere";
}

/**
 * Decides whether `secret` is good for a call, spends from its limits, meters the call, and waits until that is kept.
 * Throws, or rejects with, `unavailable` when it cannot be known, or could not be metered.
 */
export function verify(
  deps: VerifyDeps,
  secret: string,
  question: Question,
  labels: CallLabels,
): Promise<Verification> {
  return Promise.resolve(verifyUnkept(deps, secret, question, labels)).then((verification) =>
    written(deps.meter).then(() => verification),
  );
}

/**
 * The same for a caller who asks `meter.whenWritten` before the answer leaves: there at once, without a promise, when
 * record and limits are in memory.
 */
export function verifyUnkept(
  deps: VerifyDeps,
  secret: string,
  question: Question,
  labels: CallLabels,
): NowOrLater<Verification> {
  if (deps.meter.isFull()) throw meterIsFull();
  const startedAt = performance.now();
  const judged = inTime(judge(deps, secret, question, labels.from ?? question.ip));
  return judged instanceof Promise
    ? judged.then((verification) => meterCall(deps, { secret, question, labels, startedAt }, verification))
    : meterCall(deps, { secret, question, labels, startedAt }, judged);
}

interface CallToMeter {
  secret: string;
  question: Question;
  labels: CallLabels;
  /** On the clock of `performance`. */
  startedAt: number;
}

function meterCall(deps: VerifyDeps, call: CallToMeter, verification: Verification): Verification {
  const { secret, question, labels, startedAt } = call;
  const { code: outcome, record } = verification;
  const latencyMicros = Math.round((performance.now() - startedAt) * 1_000);
  deps.observer.verified(outcome, latencyMicros);
  if (verification.stale) deps.observer.answeredStale();
  const told = {
    secret,
    record,
    outcome,
    cost: question.cost,
    units: question.units,
    resource: labels.resource,
    ip: question.ip,
    userAgent: labels.userAgent,
    tags: labels.tags,
    requestId: labels.requestId,
    at: deps.clock(),
    latencyMicros,
    refused: outcome === "VALID" ? null : refusedSecret(deps, secret, verification),
    scopes: question.scopes,
  };
  deps.meter.record(usageEventOf(told, deps.keyPrefix));
  return verification;
}

/** The same without spending or metering: how the key and its limits stand. */
export function inspect(deps: VerifyDeps, secret: string, ip: string | null): NowOrLater<Verification> {
  const question: Question = { scopes: [], cost: 0, units: {}, ip, onlyTenant: null };
  return inTime(judge(deps, secret, question, ip));
}

/**
 * Decides and spends like `verify`. A refusal is metered; what is admitted is left to the caller to meter, who learns only
 * later what the call came to. `unitsFor` says what it is taken to use; what that throws is what the caller gets.
 */
export function admit(
  deps: VerifyDeps,
  secret: string,
  question: Question,
  labels: CallLabels,
  unitsFor: (record: KeyRecord) => Question["units"],
): NowOrLater<Verification> {
  if (deps.meter.isFull()) throw meterIsFull();
  const startedAt = performance.now();
  const judged = judge(deps, secret, { ...question, unitsFor }, labels.from ?? question.ip);
  return after(inTime(judged), (verification) =>
    verification.code === "VALID"
      ? verification
      : meterCall(deps, { secret, question, labels, startedAt }, verification),
  );
}

function inTime(work: NowOrLater<Verification>): NowOrLater<Verification> {
  return work instanceof Promise ? withDeadline(work, PATIENCE_MS, tooLate) : work;
}

function judge(
  deps: VerifyDeps,
  secret: string,
  question: Question,
  from: string | null,
): NowOrLater<Verification> {
  const known = mayBeKey(secret) ? deps.keys.known(secret) : null;
  if (known) return judgeFound(deps, secret, question, known);
  const malformed = decideForm(tokenForm(deps.keyPrefix, secret), secret.length);
  if (malformed) return { ...malformed, record: null, limits: [] };
  const found = deps.keys.find(secret, from);
  if (!(found instanceof Promise)) return judgeFound(deps, secret, question, found);
  return found.then((one) => judgeFound(deps, secret, question, one), refuseGuess);
}

function judgeFound(
  deps: VerifyDeps,
  secret: string,
  question: Question,
  { value, stale }: Found<FoundKey>,
): NowOrLater<Verification> {
  const verification = after(recognise(deps, secret, value), (record) => decideAll(deps, record, question));
  return stale ? after(verification, (known) => ({ ...known, stale })) : verification;
}

/** The key, when this is its secret. A slow hash is compared once at most. */
export function recognise(
  deps: VerifyDeps,
  secret: string,
  found: FoundKey | null,
): NowOrLater<KeyRecord | null> {
  if (!found) return null;
  const { record, slowHash } = found;
  if (slowHash === null) return record;
  return after(deps.slowSecrets.matches({ record, slowHash }, secret), (isRight) =>
    isRight ? record : null,
  );
}

function decideAll(deps: VerifyDeps, found: KeyRecord | null, asked: Question): NowOrLater<Verification> {
  const now = deps.clock();
  const first = decide(found, asked, now);
  const question = first.code === "VALID" && found && asked.unitsFor ? withUnits(asked, found) : asked;
  const decision = question === asked ? first : decide(found, question, now);
  if (decision.code === "NOT_FOUND")
    return { ...decision, record: null, limits: [], unseen: found ? "elsewhere" : undefined };
  if (decision.code !== "VALID" || !found) return { reason: "", ...decision, record: found, limits: [] };
  return after(takeLimits(deps, found, question), (verdict) => withLimits(found, verdict));
}

function withUnits({ scopes, cost, units, unitsFor, ip, onlyTenant }: Question, record: KeyRecord): Question {
  return { scopes, cost, units: unitsFor?.(record) ?? units, ip, onlyTenant };
}

function withLimits(record: KeyRecord, verdict: LimitVerdict | null): Verification {
  if (!verdict)
    return {
      code: "LIMITER_UNAVAILABLE",
      reason: "The limits of this API key cannot be checked right now.",
      record,
      limits: [],
    };
  const { limits, degraded } = verdict;
  if (verdict.admitted) return { code: "VALID", reason: "", record, limits, degraded };
  const { refusedBy } = verdict;
  const code = refusedBy.kind === "quota" ? "QUOTA_EXCEEDED" : "RATE_LIMITED";
  return { code, reason: limitReason(refusedBy), record, limits, refusedBy, degraded };
}

/** Null when it cannot be known what is left. */
function takeLimits(
  { limiter }: VerifyDeps,
  { tenant, id, limits }: KeyRecord,
  question: Question,
): NowOrLater<LimitVerdict | null> {
  try {
    const verdict = limiter.take({ tenantId: tenant.id, keyId: id, limits, amounts: amountsOf(question) });
    return verdict instanceof Promise ? verdict.catch(orNothing) : verdict;
  } catch (error) {
    return orNothing(error);
  }
}

function orNothing(error: unknown): null {
  if (error instanceof LimiterUnavailable) return null;
  throw error;
}

/** A guess too many is refused like those before it, and said not to have been looked up. */
function refuseGuess(error: unknown): Verification {
  if (!(error instanceof TooManyUnknown)) throw error;
  const reason = uncheckedReason(error.retryAfterSeconds);
  return { code: "NOT_FOUND", reason, record: null, limits: [], unseen: "unchecked" };
}

function tooLate(): Error {
  return new DomainError("unavailable", "The database does not answer in time.", { retryAfterSeconds: 1 });
}
