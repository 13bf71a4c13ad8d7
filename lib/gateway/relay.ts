// One call through the gateway: the issued key is checked and its limits taken, somebody's provider key is spent, the
// answer is passed on without that key, and what it used is settled, whether or not the caller stayed to the end.

import { after, type NowOrLater } from "#lib/core/now-or-later.ts";
import type { Secret } from "#lib/core/secret.ts";
import type { Answer, ApiRequest } from "#lib/http/api-request.ts";
import { OUTCOME_STATUS } from "#lib/shared/outcomes.ts";
import type { ProviderId } from "#lib/shared/providers.ts";
import { limitHeaders } from "#lib/verify/answer.ts";
import { written } from "#lib/verify/meter.ts";
import type { KeyRecord } from "#lib/verify/record.ts";
import { admit, type Verification } from "#lib/verify/verify.ts";
import { createCutOff } from "./cut-off.ts";
import type { GatewayDeps } from "./deps.ts";
import { type Dialect, GatewayError } from "./failure.ts";
import { modelSpan } from "./model-span.ts";
import { nameOf } from "./models.ts";
import { dollars } from "./money.ts";
import { type CallPlan, type FormFor, planCall } from "./plan.ts";
import { cleaner, scrub } from "./scrub.ts";
import {
  type Ending,
  eventOfCall,
  LONGEST_CALL_MS,
  type OpenCall,
  openReservation,
  settle,
} from "./settlement.ts";
import { streamedAnswer } from "./streamed-answer.ts";
import { targetsOf } from "./targets.ts";
import { type Answered, type Candidate, type CandidateList, firstAnswer } from "./tries.ts";
import { bodyText } from "./upstream-body.ts";
import { UpstreamFailure, unreachable } from "./upstream-error.ts";

export interface RelayCall {
  /** The issued key. */
  secret: string;
  modelName: unknown;
  /** From X-Provider. */
  provider: ProviderId | null;
  /** From X-Provider-Key. */
  ownKey: Secret | null;
  formFor: FormFor;
  /** The caller's headers that the provider is to see. */
  headers: Record<string, string>;
  dialect: Dialect;
}

/** Throws GatewayError or DomainError; whatever was set aside is then settled. */
export function relay(deps: GatewayDeps, request: ApiRequest, call: RelayCall): NowOrLater<Answer> {
  return after(begin(deps, request, call, deps.nowMs()), (open) => {
    open.span = modelSpan(open);
    return open.span === null
      ? pass(deps, request, call, open)
      : open.span.run(() => pass(deps, request, call, open));
  });
}

async function pass(
  deps: GatewayDeps,
  request: ApiRequest,
  call: RelayCall,
  open: OpenCall,
): Promise<Answer> {
  const ending: Ending = {
    ref: open.plan.refs[0],
    target: null,
    status: null,
    figures: null,
    firstByteMs: null,
  };
  const cutOff = createCutOff(request, LONGEST_CALL_MS);
  try {
    const answered = await firstAnswer(deps, candidatesOf(deps, open, call), {
      cutOff,
      headers: call.headers,
      mostOutput: open.plan.price?.mostOutput ?? null,
      onTry(candidate) {
        // One reservation for the call, whoever comes to answer it.
        if (ending.target === null) openReservation(deps, open, candidate.ref, candidate.target);
        ending.ref = candidate.ref;
        ending.target = candidate.target;
      },
    });
    ending.status = answered.answer.status;
    ending.firstByteMs = deps.nowMs();
    const headers = headersOf(open, answered);
    if (call.dialect === "anthropic") headers["request-id"] = request.requestId;
    if (isStream(answered)) {
      const { dialect } = call;
      const { requestId } = request;
      const clean = cleaner(answered.key);
      return streamedAnswer(deps, open, ending, answered, { clean, headers, dialect, requestId, cutOff });
    }
    const whole = await wholeAnswer(deps, open, ending, answered, headers);
    cutOff.release();
    return whole;
  } catch (error) {
    cutOff.release();
    if (error instanceof Passed) throw error.cause;
    if (error instanceof UpstreamFailure) ending.status = error.status;
    settle(deps, open, ending);
    await written(deps.verification.meter);
    throw error;
  }
}

/** Checks the key and sets aside what the call may come to. Throws the refusal. */
function begin(
  deps: GatewayDeps,
  request: ApiRequest,
  { secret, modelName, provider, ownKey, formFor }: RelayCall,
  startedMs: number,
): NowOrLater<OpenCall> {
  let plan: CallPlan | undefined;
  const labels = {
    requestId: request.requestId,
    resource: `${request.method} ${request.path}`,
    userAgent: request.header("user-agent"),
    tags: [],
  };
  const ip = request.address;
  const asked = { modelName, provider, formFor, ownKey: ownKey !== null };
  const question = { scopes: [], cost: 1, units: {}, ip, onlyTenant: null };
  const admitted = admit(deps.verification, secret, question, labels, (record) => {
    plan = planCall(asked, record, deps);
    return plan.units;
  });
  return after(admitted, (verification) => {
    if (verification.code !== "VALID" || !plan) throw refusalOf(verification);
    const record = verification.record as KeyRecord;
    const at = deps.verification.clock();
    const latencyMicros = Math.round((deps.nowMs() - startedMs) * 1_000);
    const event = eventOfCall({ secret, record, labels, ip, at, latencyMicros }, deps);
    return { record, verification, plan, ownKey: ownKey !== null, startedMs, at, span: null, event };
  });
}

/** The keys at each model in turn; a model that none can pay for is passed over, but for the one that was asked for. */
function candidatesOf(
  deps: GatewayDeps,
  { record, plan }: OpenCall,
  { ownKey, formFor }: RelayCall,
): CandidateList[] {
  return plan.refs.map((ref, index) => () => {
    const form = index === 0 ? plan.form : formFor(ref);
    if (!form) return [];
    const { provider } = ref;
    const wanted = { tenantId: record.tenant.id, provider, terms: record.gateway, ownKey };
    const passOver = (error: unknown): Candidate[] => {
      if (index === 0 || !(error instanceof GatewayError)) throw error;
      return [];
    };
    try {
      const found = after(targetsOf(wanted, deps.credentials), (targets) =>
        targets.map((target) => ({ ref, form, target })),
      );
      return found instanceof Promise ? found.catch(passOver) : found;
    } catch (error) {
      return passOver(error);
    }
  });
}

/** A whole answer: it leaves when what it cost is kept. */
async function wholeAnswer(
  deps: GatewayDeps,
  open: OpenCall,
  ending: Ending,
  { answer, form, key, target }: Answered,
  headers: Record<string, string>,
): Promise<Answer> {
  let raw: string;
  try {
    raw = await bodyText(answer.body);
  } catch (error) {
    throw unreachable(target.provider, error);
  }
  const { text: shown, figures } = form.whole(raw, cleaner(key));
  const text = scrub(shown, key);
  const { costPico } = settle(deps, open, { ...ending, figures });
  try {
    await written(deps.verification.meter);
  } catch (error) {
    throw new Passed("", { cause: error });
  }
  const totalMs = deps.nowMs() - open.startedMs;
  headers["Content-Type"] = "application/json";
  headers["Cache-Control"] = "no-store";
  if (costPico !== null) headers["X-Keyhold-Cost"] = dollars(costPico);
  headers["Server-Timing"] =
    `total;dur=${totalMs.toFixed(2)}, upstream;dur=${upstreamMs(open, ending).toFixed(2)}`;
  return { status: answer.status, headers, text };
}

/** What went wrong after the call was settled. */
class Passed extends Error {}

function upstreamMs({ startedMs }: OpenCall, { firstByteMs }: Ending): number {
  return (firstByteMs ?? startedMs) - startedMs;
}

function headersOf({ verification }: OpenCall, { target, ref }: Answered): Record<string, string> {
  const headers = limitHeaders(verification);
  headers["X-Keyhold-Payer"] = target.payer;
  if (target.credentialId) headers["X-Keyhold-Credential"] = target.credentialId;
  headers["X-Keyhold-Model"] = nameOf(ref).replace(/[^\x20-\x7e]/g, "_");
  return headers;
}

function isStream({ form, answer }: Answered): boolean {
  return form.streams && String(answer.headers["content-type"] ?? "").includes("event-stream");
}

/** Used up is told apart from too fast: waiting does not help, and the SDKs are told so. */
function refusalOf(verification: Verification): GatewayError {
  const { code, reason } = verification;
  const status = OUTCOME_STATUS[code];
  const isUsedUp = code === "QUOTA_EXCEEDED";
  const codes: Partial<Record<typeof code, string>> = {
    RATE_LIMITED: "rate_limit_exceeded",
    QUOTA_EXCEEDED: "insufficient_quota",
  };
  return new GatewayError({
    status,
    code: codes[code] ?? (status === 401 ? "invalid_api_key" : code.toLowerCase()),
    message: reason,
    headers: {
      ...limitHeaders(verification),
      ...((isUsedUp || status === 403) && { "x-should-retry": "false" }),
    },
  });
}
