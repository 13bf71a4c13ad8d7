// From a Node request to a handler and back: request id on every answer, problems for everything that fails.
import type { IncomingMessage, ServerResponse } from "node:http";
import { toDomainError } from "#lib/core/driver-errors.ts";
import { DomainError } from "#lib/core/errors.ts";
import type { Log } from "#lib/core/log.ts";
import type { Block } from "#lib/http/client-address.ts";
import { NodeRequest } from "#lib/http/node-request.ts";
import { send } from "#lib/http/node-response.ts";
import { problem } from "#lib/http/problem.ts";
import { newRequestId } from "#lib/http/request-id.ts";
import type { Router } from "./router.ts";

interface Setting {
  router: Router;
  trusted: readonly Block[];
  log: Log;
  /** Told of each answer, with the route's path as it was registered. */
  answered(method: string, route: string, status: number, micros: number): void;
  /** Whether the process is about to end, so that connections are not kept. */
  isStopping(): boolean;
}

export type Listener = (message: IncomingMessage, response: ServerResponse) => void;

export function createListener(setting: Setting): Listener {
  const handle = async (message: IncomingMessage, response: ServerResponse) => {
    const startedAt = performance.now();
    const request = new NodeRequest(message, response, newRequestId(), setting.trusted);
    const match = setting.router.find(request.method, request.path);
    if (match) request.params = match.params;
    const answer = match
      ? await answerOf(() => match.handler(request), request, setting.log)
      : unrouted(request, setting.router);
    const headers: Record<string, string> = { "X-Request-Id": request.requestId };
    if (setting.isStopping() || answer.status === 413) headers.Connection = "close";
    await send(response, answer, headers, request.method === "HEAD");
    const micros = (performance.now() - startedAt) * 1_000;
    setting.answered(request.method, match?.route ?? "none", answer.status, micros);
  };
  return (message, response) => {
    handle(message, response).catch((error) => {
      setting.log.warn({ fault: nameOf(error) }, "an answer could not be sent");
      response.destroy();
    });
  };
}

async function answerOf(
  work: () => Promise<Response> | Response,
  request: NodeRequest,
  log: Log,
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const known = toDomainError(error);
    if (known.code === "internal") {
      const cause = known.cause instanceof Error ? known.cause : undefined;
      log.error(
        { requestId: request.requestId, path: request.path, fault: cause?.message, stack: cause?.stack },
        "a request failed",
      );
    }
    return problem(known, request.requestId);
  }
}

/** OPTIONS of a known path, a known path under another method, or no such path. */
function unrouted({ method, path, requestId }: NodeRequest, router: Router): Response {
  const methods = router.methodsOf(path);
  if (methods.length === 0)
    return problem(new DomainError("not_found", "There is nothing at this path."), requestId);
  const allow = { Allow: methods.join(", ") };
  if (method === "OPTIONS") return new Response(null, { status: 204, headers: allow });
  const message = `${method} is not possible here. Use ${methods.join(", ")}.`;
  return problem(new DomainError("method_not_allowed", message), requestId, allow);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
