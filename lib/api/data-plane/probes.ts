// For whoever watches the process: is it alive, can it answer, what are its numbers.
import { DomainError } from "#lib/core/errors.ts";
import type { Handler } from "#lib/http/api-request.ts";
import { json } from "#lib/http/json.ts";
import { problem } from "#lib/http/problem.ts";
import type { ApiContext } from "../context.ts";

/** The process runs. */
export const healthz: Handler = () => json({ status: "ok" });

/** The process can answer; 503 while it cannot. */
export function readyz({ checkReady }: ApiContext): Handler {
  return async ({ requestId }) => {
    try {
      await checkReady();
      return json({ status: "ready" });
    } catch (error) {
      const message =
        error instanceof DomainError ? error.message : "The database cannot be reached right now.";
      return problem(new DomainError("unavailable", message), requestId);
    }
  };
}

/** Numbers for Prometheus. */
export function metricsPage({ metrics }: ApiContext): Handler {
  return async () =>
    new Response(await metrics.text(), {
      headers: { "Content-Type": metrics.contentType, "Cache-Control": "no-store" },
    });
}
