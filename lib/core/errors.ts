// The closed set of things that can go wrong, and what each means to HTTP, to a shell and to a reader.
// A code without a mapping does not compile.

interface Meaning {
  /** HTTP status. */
  status: number;
  /** Exit code of the command line. */
  exit: number;
  title: string;
}

export const ERRORS = {
  malformed_request: { status: 400, exit: 2, title: "The request could not be read" },
  unauthenticated: { status: 401, exit: 4, title: "Authentication is needed" },
  confirmation_needed: { status: 403, exit: 4, title: "Proof is needed that it is still you" },
  forbidden: { status: 403, exit: 4, title: "Not allowed" },
  not_found: { status: 404, exit: 3, title: "Not found" },
  method_not_allowed: { status: 405, exit: 2, title: "Method not allowed" },
  conflict: { status: 409, exit: 5, title: "Conflict" },
  request_in_flight: { status: 409, exit: 5, title: "The same request is still being worked on" },
  payload_too_large: { status: 413, exit: 2, title: "The request is too large" },
  unsupported_media_type: { status: 415, exit: 2, title: "The content type is not supported" },
  invalid_input: { status: 422, exit: 2, title: "The input is not valid" },
  idempotency_mismatch: { status: 422, exit: 2, title: "The Idempotency-Key was used with another request" },
  too_many_attempts: { status: 429, exit: 4, title: "Too many attempts" },
  internal: { status: 500, exit: 6, title: "Something went wrong on our side" },
  unavailable: { status: 503, exit: 6, title: "Not available right now" },
} as const satisfies Record<string, Meaning>;

export type ErrorCode = keyof typeof ERRORS;

/** What is wrong with each field, by its path ("limits.0.window"). */
export type FieldErrors = Record<string, string>;

interface ErrorOptions {
  fields?: FieldErrors;
  /** Earliest moment, in seconds from now, at which another try makes sense. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** The only error that domain code throws. Its message is written for the person or program that asked. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldErrors | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "DomainError";
    this.code = code;
    this.fields = options.fields;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** What does not exist and what may not be read are the same answer. */
export function notFound(noun: string): DomainError {
  return new DomainError("not_found", `There is no such ${noun}.`);
}

/** One wrong field. */
export function invalidField(field: string, message: string): DomainError {
  return new DomainError("invalid_input", `${field}: ${message}`, { fields: { [field]: message } });
}
