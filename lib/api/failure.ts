// What is answered when something was thrown. What is not known is logged, and said to nobody.
import { toDomainError } from "#lib/core/driver-errors.ts";
import type { Log } from "#lib/core/log.ts";
import { problem } from "#lib/http/problem.ts";

/** The problem that an error is. `path` holds no query. */
export function failure(log: Log, error: unknown, requestId: string, path: string): Response {
  const known = toDomainError(error);
  if (known.code === "internal") {
    const cause = known.cause instanceof Error ? known.cause : undefined;
    log.error({ requestId, path, fault: cause?.message, stack: cause?.stack }, "a request failed");
  }
  return problem(known, requestId);
}
