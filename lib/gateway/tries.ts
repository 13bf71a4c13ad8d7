// Tries the keys and models that a call may go to, in order, until one answers: a second time where that may help, and
// never after the first byte of an answer was passed on. A key that a provider refuses ends it: nobody else pays then.
import { setTimeout as sleep } from "node:timers/promises";
import { CredentialUnavailable } from "#lib/core/credential-unavailable.ts";
import type { NowOrLater } from "#lib/core/now-or-later.ts";
import { PROVIDERS } from "#lib/shared/providers.ts";
import type { CutOff } from "./cut-off.ts";
import type { GatewayDeps } from "./deps.ts";
import { GatewayError } from "./failure.ts";
import type { Form } from "./forms/form.ts";
import { type KeyText, keyTextOf } from "./key-text.ts";
import type { ModelRef } from "./models.ts";
import type { Opened, Target } from "./targets.ts";
import type { UpstreamAnswer } from "./upstream.ts";
import { refusedBy, UpstreamFailure, unreachable } from "./upstream-error.ts";

const TRIES_OF_ONE = 2;
const TRIES_AT_MOST = 6;
const PAUSE_MS = 150;

/** A key at a model that may be asked. */
export interface Candidate {
  ref: ModelRef;
  form: Form;
  target: Target;
}

/** What may be asked next, worked out when what came before it failed. */
export type CandidateList = () => NowOrLater<readonly Candidate[]>;

export interface Answered extends Candidate {
  answer: UpstreamAnswer;
  /** To be taken out of whatever the provider says. */
  key: KeyText;
}

export interface TryOptions {
  headers: Record<string, string>;
  cutOff: CutOff;
  mostOutput: number | null;
  /** Told before each key is used. */
  onTry(candidate: Candidate): void;
}

/** Throws the last failure when nobody answers. */
export async function firstAnswer(
  deps: GatewayDeps,
  lists: readonly CandidateList[],
  options: TryOptions,
): Promise<Answered> {
  let last: GatewayError | null = null;
  let tries = 0;
  for (const list of lists) {
    const listed = list();
    for (const candidate of listed instanceof Promise ? await listed : listed)
      for (let again = 0; again < TRIES_OF_ONE && tries < TRIES_AT_MOST; again += 1) {
        if (again > 0) await sleep(PAUSE_MS * (0.5 + Math.random()));
        if (options.cutOff.isCut) throw gone();
        tries += 1;
        const outcome = await tryOnce(deps, candidate, options);
        if (!(outcome instanceof GatewayError)) return outcome;
        last = outcome;
        if (!(last instanceof UpstreamFailure) || last.remedy === "elsewhere") break;
        if (last.remedy === "none") throw last;
      }
  }
  throw last ?? new GatewayError({ status: 503, code: "unavailable", message: "No provider is available." });
}

async function tryOnce(
  deps: GatewayDeps,
  candidate: Candidate,
  { headers, cutOff, mostOutput, onTry }: TryOptions,
): Promise<Answered | GatewayError> {
  const { ref, form, target } = candidate;
  const opening = open(target);
  const opened = opening instanceof Promise ? await opening : opening;
  if (opened instanceof GatewayError) return opened;
  const { baseUrl, secret } = opened;
  const circuit = target.credentialId && `${target.credentialId} ${baseUrl}`;
  if (circuit && !deps.breaker.allows(circuit)) return resting(target);
  onTry(candidate);
  const key = keyTextOf(secret);
  const { path } = form;
  const body = form.body(ref.model, { mostOutput });
  let answer: UpstreamAnswer;
  try {
    answer = await deps.upstream.send({
      provider: ref.provider,
      baseUrl,
      key,
      path,
      body,
      headers,
      cutOff,
    });
  } catch (error) {
    if (cutOff.isCut) throw gone();
    if (circuit) deps.breaker.failed(circuit);
    return unreachable(target.provider, error);
  }
  if (circuit && answer.status >= 500) deps.breaker.failed(circuit);
  else if (circuit) deps.breaker.succeeded(circuit);
  return answer.status >= 200 && answer.status < 300
    ? { ref, form, target, answer, key }
    : refusedBy(target, answer, key);
}

function open(target: Target): NowOrLater<Opened | GatewayError> {
  const closed = (error: unknown) => unavailable(target, error);
  try {
    const opened = target.open();
    return opened instanceof Promise ? opened.catch(closed) : opened;
  } catch (error) {
    return closed(error);
  }
}

function unavailable({ provider, credentialId }: Target, error: unknown): GatewayError {
  if (!(error instanceof CredentialUnavailable)) throw error;
  const { name } = PROVIDERS[provider];
  return new GatewayError({
    status: 503,
    code: "credential_unavailable",
    message: `The stored key ${credentialId} for ${name} cannot be used: it is ${error.reason}.`,
    headers: { "x-should-retry": "false" },
  });
}

function gone(): GatewayError {
  return new GatewayError({ status: 504, code: "timeout", message: "The call took too long." });
}

function resting({ provider, credentialId }: Target): GatewayError {
  return new GatewayError({
    status: 503,
    code: "upstream_unreachable",
    message: `${PROVIDERS[provider].name} failed again and again with the key ${credentialId}; it is tried again shortly.`,
    headers: { "Retry-After": "10" },
  });
}
