// What a provider says when it refuses, in whichever of their forms, as a failure for the caller.
import { PROVIDERS, type ProviderId } from "#lib/shared/providers.ts";
import { type Failure, GatewayError } from "./failure.ts";
import { parsed } from "./forms/form.ts";
import type { KeyText } from "./key-text.ts";
import { type Cleaner, cleaner, mapTexts, scrub } from "./scrub.ts";
import { isObject } from "./tally.ts";
import type { Target } from "./targets.ts";
import type { UpstreamAnswer } from "./upstream.ts";
import { bodyText } from "./upstream-body.ts";

const MOST_ERROR_BYTES = 64 * 1024;
const LONGEST_MESSAGE = 4_000;
/** What tells a caller when to come back. */
const PASSED_ON = ["retry-after", "retry-after-ms", "x-should-retry"];

/** What is to be done about it: nothing, another key or model, or another try first. */
export type Remedy = "none" | "elsewhere" | "again";

export class UpstreamFailure extends GatewayError {
  readonly remedy: Remedy;
  /** What the provider answered; null when it did not. */
  readonly status: number | null;

  constructor(failure: Failure, remedy: Remedy, status: number | null, cause?: unknown) {
    super(failure, cause);
    this.remedy = remedy;
    this.status = status;
  }
}

/** The failure that an answer of 300 and more is. */
export async function refusedBy(
  target: Target,
  answer: UpstreamAnswer,
  key: KeyText,
): Promise<UpstreamFailure> {
  const text = scrub(await bodyText(answer.body, MOST_ERROR_BYTES).catch(() => ""), key);
  const { status } = answer;
  const said = saidIn(text, cleaner(key));
  const headers: Record<string, string> = {};
  for (const name of PASSED_ON) {
    const value = answer.headers[name];
    if (typeof value === "string") headers[name] = scrub(value, key);
  }
  if (status === 401 || status === 403)
    return new UpstreamFailure(keyRefused(target, status, said), "none", status);
  if (said.code === "insufficient_quota") headers["x-should-retry"] = "false";
  const failure: Failure = {
    status: status < 400 ? 502 : status,
    code: said.code ?? (status === 429 ? "rate_limit_exceeded" : "upstream_error"),
    message: said.message ?? `${PROVIDERS[target.provider].name} answered with status ${status}.`,
    param: said.param,
    headers,
  };
  return new UpstreamFailure(failure, remedyFor(status), status);
}

/** The failure that no answer at all is. Nothing of the cause is told. */
export function unreachable(provider: ProviderId, cause: unknown): UpstreamFailure {
  const { name } = PROVIDERS[provider];
  const isRefused = isObject(cause) && cause.code === "EGRESS_REFUSED";
  const message = isRefused
    ? `The address of this key for ${name} may not be called.`
    : `${name} cannot be reached right now.`;
  const code = isRefused ? "address_not_allowed" : "upstream_unreachable";
  return new UpstreamFailure({ status: 502, code, message }, isRefused ? "elsewhere" : "again", null, cause);
}

/** The caller's own key for Keyhold is good: the answer says whose key is not. */
function keyRefused({ provider, credentialId }: Target, status: number, { message }: Said): Failure {
  const whose = credentialId ? `the stored key ${credentialId}` : "the key in X-Provider-Key";
  return {
    status: credentialId ? 403 : status,
    code: "provider_key_rejected",
    message: `${PROVIDERS[provider].name} refused ${whose} (${status})${message ? `: ${message}` : "."}`,
    headers: { "x-should-retry": "false" },
  };
}

function remedyFor(status: number): Remedy {
  if (status === 408 || status === 429) return "elsewhere";
  return status >= 500 || status < 400 ? "again" : "none";
}

interface Said {
  message?: string;
  code?: string;
  param?: string;
}

/** OpenAI's `{error: {…}}`, Gemini's list of such, Anthropic's `{type, error: {type, message}}`. */
function saidIn(text: string, clean: Cleaner): Said {
  const body = mapTexts(parsed(text), clean);
  const first: unknown = Array.isArray(body) ? body[0] : body;
  const error = isObject(first) ? (isObject(first.error) ? first.error : first) : {};
  const { message, param } = error;
  // Azure repeats the status as a code.
  const code = [error.code, error.status, error.type].find(
    (value) => typeof value === "string" && !/^\d*$/.test(value),
  );
  return {
    ...(typeof message === "string" && message !== "" && { message: message.slice(0, LONGEST_MESSAGE) }),
    ...(typeof code === "string" && { code }),
    ...(typeof param === "string" && { param }),
  };
}
