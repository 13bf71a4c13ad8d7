// One verification from beginning to end: form, look-up, decision, limits, metering.
import { DomainError } from "#lib/core/errors.ts";
import { everyDigest } from "#lib/crypto/digest.ts";
import { everyLookupId } from "#lib/crypto/lookup.ts";
import { tokenForm } from "#lib/crypto/token.ts";
import type { Outcome } from "#lib/shared/outcomes.ts";
import { withDeadline } from "./deadline.ts";
import { amountsOf, decide, decideForm, type Question } from "./decide.ts";
import type { VerifyDeps } from "./deps.ts";
import { LimiterUnavailable, type LimitState, type LimitVerdict } from "./limiter.ts";
import { limitReason } from "./reasons.ts";
import type { KeyRecord } from "./record.ts";
import { usageEventOf } from "./usage-event.ts";

const PATIENCE_MS = 5_000;

/** What the call is remembered by; none of it decides anything. */
export interface CallLabels {
  requestId: string;
  resource: string | null;
  userAgent: string | null;
  tags: readonly string[];
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
}

/**
 * Decides whether `secret` is good for a call, spends from its limits, and meters the call.
 * Throws `unavailable` when it cannot be known, or could not be metered.
 */
export async function verify(
  deps: VerifyDeps,
  secret: string,
  question: Question,
  labels: CallLabels,
): Promise<Verification> {
  if (deps.meter.isFull())
    throw new DomainError("unavailable", "Usage cannot be stored right now.", { retryAfterSeconds: 5 });
  const startedAt = performance.now();
  const verification = await withDeadline(judge(deps, secret, question), PATIENCE_MS, tooLate);
  const latencyMicros = Math.round((performance.now() - startedAt) * 1_000);
  deps.observer.verified(verification.code, latencyMicros);
  deps.meter.record(
    usageEventOf(
      {
        ...labels,
        ...question,
        secret,
        record: verification.record,
        outcome: verification.code,
        at: deps.clock(),
        latencyMicros,
      },
      deps.keyPrefix,
    ),
  );
  return verification;
}

/** The same without spending or metering: how the key and its limits stand. */
export function inspect(deps: VerifyDeps, secret: string, ip: string | null): Promise<Verification> {
  const question: Question = { scopes: [], cost: 0, units: {}, ip, onlyTenant: null };
  return withDeadline(judge(deps, secret, question), PATIENCE_MS, tooLate);
}

async function judge(deps: VerifyDeps, secret: string, question: Question): Promise<Verification> {
  const malformed = decideForm(tokenForm(deps.keyPrefix, secret), secret.length);
  if (malformed) return { ...malformed, record: null, limits: [] };
  const found = await recognise(deps, secret);
  const decision = decide(found, question, deps.clock());
  if (decision.code === "NOT_FOUND") return { ...decision, record: null, limits: [] };
  if (decision.code !== "VALID" || !found) return { reason: "", ...decision, record: found, limits: [] };
  return judgeLimits(deps, found, question);
}

/** The key that has this secret, or null. A slow hash is compared once at most. */
async function recognise(deps: VerifyDeps, secret: string): Promise<KeyRecord | null> {
  const { peppers, slowSecrets } = deps;
  const found = await deps.findKey(everyDigest(peppers, secret), everyLookupId(peppers, secret));
  if (!found) return null;
  const { record, slowHash } = found;
  const isRight = slowHash === null || (await slowSecrets.matches(record.secret.id, slowHash, secret));
  return isRight ? record : null;
}

async function judgeLimits(deps: VerifyDeps, record: KeyRecord, question: Question): Promise<Verification> {
  const verdict = await takeLimits(deps, record, question);
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

async function takeLimits(
  deps: VerifyDeps,
  record: KeyRecord,
  question: Question,
): Promise<LimitVerdict | null> {
  try {
    return await deps.limiter.take({
      tenantId: record.tenant.id,
      keyId: record.id,
      limits: record.limits,
      amounts: amountsOf(question),
    });
  } catch (error) {
    if (error instanceof LimiterUnavailable) return null;
    throw error;
  }
}

function tooLate(): Error {
  return new DomainError("unavailable", "The database does not answer in time.", { retryAfterSeconds: 1 });
}
