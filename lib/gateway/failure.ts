// What goes wrong in the gateway, in the form that the caller's SDK expects: OpenAI's under OpenAI's paths, Anthropic's
// under Anthropic's. Only what is written for the caller leaves the process.
import { toDomainError } from "#lib/core/driver-errors.ts";
import { ERRORS } from "#lib/core/errors.ts";
import type { TextAnswer } from "#lib/http/text-answer.ts";

/** Whose form an answer has. */
export type Dialect = "openai" | "anthropic";

export interface Failure {
  status: number;
  /** For programs; OpenAI's `code`. */
  code: string;
  message: string;
  /** The field of the request that is wrong. */
  param?: string;
  headers?: Record<string, string>;
}

/** Thrown anywhere in the gateway; becomes the answer. */
export class GatewayError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(failure.message, { cause });
    this.failure = failure;
  }
}

/** Waiting does not help: the SDKs are told not to try again. */
const NO_RETRY = { "x-should-retry": "false" };

/** A request that can never succeed as it is. */
export function badRequest(message: string, param?: string, code = "invalid_request"): GatewayError {
  return new GatewayError({ status: 400, code, message, param });
}

/** Something the key or its plan does not allow. */
export function notAllowed(message: string, code: string, param?: string): GatewayError {
  return new GatewayError({ status: 403, code, message, param, headers: NO_RETRY });
}

/** Whatever was thrown, as a failure. */
export function failureOf(error: unknown): Failure {
  if (error instanceof GatewayError) return error.failure;
  const known = toDomainError(error);
  const { status } = ERRORS[known.code];
  const [param] = Object.keys(known.fields ?? {});
  return {
    status: status === 422 ? 400 : status,
    code: CODES[known.code] ?? known.code,
    message: known.message,
    param,
    headers:
      status === 429 || status === 503
        ? { "Retry-After": String(Math.max(1, Math.ceil(known.retryAfterSeconds ?? 1))) }
        : {},
  };
}

/** What OpenAI calls them. */
const CODES: Partial<Record<keyof typeof ERRORS, string>> = {
  unauthenticated: "invalid_api_key",
  malformed_request: "invalid_request",
  too_many_attempts: "rate_limit_exceeded",
};

/** The answer to a failure, with all four fields that OpenAI's SDK reads, or Anthropic's envelope. */
export function failureAnswer(dialect: Dialect, failure: Failure, requestId: string): TextAnswer {
  const { status, headers } = failure;
  return {
    status,
    headers: {
      "Content-Type": "application/json",
      "Cache-Control": "no-store",
      ...(status === 401 && { "WWW-Authenticate": "Bearer" }),
      ...(dialect === "anthropic" && { "request-id": requestId }),
      ...headers,
    },
    text: JSON.stringify(failureBody(dialect, failure, requestId)),
  };
}

/** The body alone, for an error in the middle of a stream. */
export function failureBody(dialect: Dialect, failure: Failure, requestId: string): object {
  const { status, code, message, param } = failure;
  return dialect === "openai"
    ? { error: { message, type: openAiType(status, code), param: param ?? null, code } }
    : { type: "error", error: { type: anthropicType(status), message }, request_id: requestId };
}

function openAiType(status: number, code: string): string {
  if (code === "insufficient_quota") return "insufficient_quota";
  if (status === 429) return "requests";
  return status >= 500 ? "server_error" : "invalid_request_error";
}

function anthropicType(status: number): string {
  const types: Record<number, string> = {
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    503: "overloaded_error",
    504: "timeout_error",
    529: "overloaded_error",
  };
  return types[status] ?? (status >= 500 ? "api_error" : "invalid_request_error");
}
