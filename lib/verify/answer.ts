// A verification in the words of the contract: for the service that asked, and for the holder of the key.
import { NONE } from "#lib/http/json.ts";
import { explanationPath, PROBLEM_TYPE, type Problem } from "#lib/http/problem.ts";
import { rateLimitHeaders, retryAfterSeconds } from "#lib/http/rate-limit-headers.ts";
import { OUTCOME_STATUS, type Outcome } from "#lib/shared/outcomes.ts";
import type { LimitState } from "./limiter.ts";
import type { KeyRecord } from "./record.ts";
import type { Verification } from "./verify.ts";

type RefusedOutcome = Exclude<Outcome, "VALID">;

const TITLES: Record<RefusedOutcome, string> = {
  MALFORMED: "The API key is malformed",
  NOT_FOUND: "The API key is not known",
  REVOKED: "The API key was revoked",
  EXPIRED: "The API key has expired",
  DISABLED: "The API key is disabled",
  TENANT_SUSPENDED: "The account is suspended",
  IP_NOT_ALLOWED: "The address is not allowed",
  INSUFFICIENT_SCOPE: "The API key lacks a scope",
  UNITS_EXCEED_MAX: "The call asks for too much at once",
  RATE_LIMITED: "Too many calls",
  QUOTA_EXCEEDED: "The quota is used up",
  LIMITER_UNAVAILABLE: "The limits cannot be checked right now",
};

/** A whole answer, ready to be sent to the holder of the key. */
export interface ReadyAnswer {
  status: number;
  headers: Record<string, string>;
  body: Problem;
}

/** The refusal for the holder of the key; null when the key is good. */
export function refusalOf(verification: Verification, requestId: string): ReadyAnswer | null {
  const { code, reason } = verification;
  if (code === "VALID") return null;
  const body = outcomeProblem(code, reason, requestId);
  const { status } = body;
  return {
    status,
    headers: {
      "Content-Type": PROBLEM_TYPE,
      "Cache-Control": "no-store",
      "X-Request-Id": requestId,
      ...(status === 401 && { "WWW-Authenticate": "Bearer" }),
      ...limitHeaders(verification),
    },
    body,
  };
}

/** A refusal's problem document. */
export function outcomeProblem(code: RefusedOutcome, detail: string, requestId: string): Problem {
  const status = OUTCOME_STATUS[code];
  return { type: explanationPath(code), title: TITLES[code], status, detail, code, requestId };
}

/** The caller's own to add to: rate-limit headers, when to come back, and how limits were counted when that was not as usual. */
export function limitHeaders(verification: Verification): Record<string, string> {
  const { code, limits, refusedBy } = verification;
  const status = OUTCOME_STATUS[code];
  const headers = rateLimitHeaders(limits, refusedBy);
  if (status === 429 || status === 503) headers["Retry-After"] = String(retryAfterSeconds(refusedBy));
  const marks = marksOf(verification);
  return marks === NONE ? headers : Object.assign(headers, marks);
}

/** What an answer rests on, when that was not as usual. */
export function marksOf({ degraded, stale }: Verification): Readonly<Record<string, string>> {
  if (!degraded && !stale) return NONE;
  return {
    ...(degraded && { "X-Keyhold-Limiter": degraded }),
    ...(stale && { "X-Keyhold-Stale": "true" }),
  };
}

/** As another service sends it on, from whose address a path of ours would lead nowhere. */
function forwarded(verification: Verification, requestId: string, publicUrl: string): ReadyAnswer | null {
  const refusal = refusalOf(verification, requestId);
  return refusal && { ...refusal, body: { ...refusal.body, type: publicUrl + refusal.body.type } };
}

/** The answer to POST /v1/keys/verify, as JSON. `publicUrl` is where Keyhold is reached, without a slash at its end. What is not known is null, or empty. */
export function verifyAnswer(verification: Verification, requestId: string, publicUrl: string): string {
  const { code, record, limits } = verification;
  const response = code === "VALID" ? "null" : JSON.stringify(forwarded(verification, requestId, publicUrl));
  return `${HEADS[code]}"${requestId}",${record ? keyPart(record) : NO_KEY_PART},"limits":${limitsPart(limits)},"response":${response}}`;
}

/** A limit as answers show it. */
export function shownLimit({ name, kind, meter, limit, remaining, resetMs }: LimitState) {
  return { name, kind, meter, limit, remaining, resetMs };
}

const HEADS = Object.fromEntries(
  Object.entries(OUTCOME_STATUS).map(([code, status]) => [
    code,
    `{"valid":${code === "VALID"},"code":"${code}","status":${status},"requestId":`,
  ]),
) as Record<Outcome, string>;

/** What answers say of a key, without braces. */
function keyPartOf(record: KeyRecord | null): string {
  const part = JSON.stringify({
    keyId: record?.id ?? null,
    secretId: record?.secret.id ?? null,
    name: record?.name ?? null,
    environment: record?.environment ?? null,
    tenant: record && {
      id: record.tenant.id,
      clientId: record.tenant.clientId,
      name: record.tenant.name,
    },
    scopes: record?.scopes ?? [],
    metadata: record?.metadata ?? {},
    expiresAt: record?.expiresAt?.toISOString() ?? null,
    demo: record?.demo ?? false,
    legacy: record?.legacy ?? false,
  });
  return part.slice(1, -1);
}

const NO_KEY_PART = keyPartOf(null);
/** Made once for a record, and forgotten with it: a record never changes, a changed key is read anew. */
const keyParts = new WeakMap<KeyRecord, string>();

function keyPart(record: KeyRecord): string {
  const known = keyParts.get(record) ?? keyPartOf(record);
  keyParts.set(record, known);
  return known;
}

function limitsPart(limits: readonly LimitState[]): string {
  let text = "[";
  for (const limit of limits) {
    if (text.length > 1) text += ",";
    const { name, kind, meter, limit: most, remaining, resetMs } = shownLimit(limit);
    text += `{"name":${quoted(name)},"kind":"${kind}","meter":${quoted(meter)},"limit":${most},"remaining":${remaining},"resetMs":${resetMs}}`;
  }
  return `${text}]`;
}

/** Names are mostly plain; JSON.stringify of a text takes ten times as long as looking at it. */
function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

const PLAIN = /^[\w .:-]*$/;
