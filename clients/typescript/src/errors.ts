// What can go wrong, as one family of errors. Messages are Keyhold's own and hold no secret.
import type { Problem } from "./types.ts";

interface Facts {
  status: number | null;
  code: string;
  requestId?: string;
  fields?: Record<string, string>;
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** Keyhold refused a request, or could not be reached. `status` is null when there was no answer. */
export class KeyholdError extends Error {
  readonly status: number | null;
  readonly code: string;
  readonly requestId: string | undefined;
  /** What is wrong with each field of the input. */
  readonly fields: Record<string, string> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, { status, code, requestId, fields, retryAfterSeconds, cause }: Facts) {
    super(message, { cause });
    this.name = new.target.name;
    this.status = status;
    this.code = code;
    this.requestId = requestId;
    this.fields = fields;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The service token is missing, unknown or revoked. */
export class UnauthenticatedError extends KeyholdError {}
/** The service token lacks a permission. */
export class ForbiddenError extends KeyholdError {}
/** It does not exist, or may not be read. */
export class NotFoundError extends KeyholdError {}
/** Something stands in the way: a name that is taken, a state that does not allow it. */
export class ConflictError extends KeyholdError {}
/** `fields` names what is wrong. */
export class InvalidInputError extends KeyholdError {}
/** Too much was asked for; `retryAfterSeconds` says when to come back. */
export class RateLimitedError extends KeyholdError {}
/** Keyhold cannot be reached, does not answer in time, or cannot answer right now. */
export class UnavailableError extends KeyholdError {}

const BY_STATUS: Record<number, typeof KeyholdError> = {
  400: InvalidInputError,
  401: UnauthenticatedError,
  403: ForbiddenError,
  404: NotFoundError,
  409: ConflictError,
  413: InvalidInputError,
  415: InvalidInputError,
  422: InvalidInputError,
  429: RateLimitedError,
};

/** The error that an answer of another status than 2xx is. */
export function errorOf(status: number, problem: Partial<Problem> | null, headers: Headers): KeyholdError {
  const Kind = BY_STATUS[status] ?? (status >= 500 ? UnavailableError : KeyholdError);
  const message = problem?.detail ?? problem?.title ?? `Keyhold answered ${status}.`;
  const retryAfter = Number(headers.get("retry-after") ?? Number.NaN);
  return new Kind(message, {
    status,
    code: problem?.code ?? `http_${status}`,
    requestId: problem?.requestId ?? headers.get("x-request-id") ?? undefined,
    fields: problem?.fields,
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : undefined,
  });
}
