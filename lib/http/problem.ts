// Errors as answers: application/problem+json, RFC 9457. Only the public message of an error leaves the process.
import { toDomainError } from "#lib/core/driver-errors.ts";
import { type DomainError, ERRORS, type ErrorCode, type FieldErrors } from "#lib/core/errors.ts";
import type { Outcome } from "#lib/shared/outcomes.ts";

export interface Problem {
  /** The page that explains the code, as a path of this installation. */
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  requestId: string;
  /** What is wrong with each field, by its path; only for invalid input. */
  fields?: FieldErrors;
}

export const PROBLEM_TYPE = "application/problem+json";

/** Where the api explains `code`: an error's, or a verification's outcome. */
export const explanationPath = (code: ErrorCode | Outcome): string => `/docs/errors/${code}`;

/** The problem that an error is to its reader. */
export function problemOf(error: DomainError, requestId: string): Problem {
  const { status, title } = ERRORS[error.code];
  return {
    type: explanationPath(error.code),
    title,
    status,
    detail: error.message,
    code: error.code,
    requestId,
    ...(error.fields && { fields: error.fields }),
  };
}

/**
 * The answer to a request that failed with `error`, whatever was thrown. 401 says how to authenticate;
 * 429 and 503 say when to come back, in whole seconds and never 0. `headers` are added.
 */
export function problem(error: unknown, requestId: string, headers: Record<string, string> = {}): Response {
  const known = toDomainError(error);
  const body = problemOf(known, requestId);
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: {
      "Content-Type": PROBLEM_TYPE,
      "Cache-Control": "no-store",
      ...(body.status === 401 && { "WWW-Authenticate": "Bearer" }),
      ...retryAfter(known, body.status),
      ...headers,
    },
  });
}

function retryAfter(error: DomainError, status: number): Record<string, string> {
  if (status !== 429 && status !== 503) return {};
  return { "Retry-After": String(Math.max(1, Math.ceil(error.retryAfterSeconds ?? 1))) };
}
