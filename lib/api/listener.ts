// From a Node request to a handler and back: request id on every answer, problems for everything that fails.
import type { IncomingMessage, ServerResponse } from "node:http";
import { toDomainError } from "#lib/core/driver-errors.ts";
import { DomainError } from "#lib/core/errors.ts";
import type { Log } from "#lib/core/log.ts";
import type { NowOrLater } from "#lib/core/now-or-later.ts";
import type { Answer } from "#lib/http/api-request.ts";
import type { Block } from "#lib/http/client-address.ts";
import { NodeRequest } from "#lib/http/node-request.ts";
import { send } from "#lib/http/node-response.ts";
import { problem } from "#lib/http/problem.ts";
import { newRequestId } from "#lib/http/request-id.ts";
import { sendText } from "#lib/http/text-answer.ts";
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
  const { router, trusted, log } = setting;
  return (message, response) => {
    const startedAt = performance.now();
    const request = new NodeRequest(message, response, newRequestId(), trusted);
    const match = router.find(request.method, request.path);
    if (match) request.params = match.params;
    const finish = async (answer: Answer) => {
      const headers: Record<string, string> = { "X-Request-Id": request.requestId };
      if (setting.isStopping() || answer.status === 413) headers.Connection = "close";
      const headOnly = request.method === "HEAD";
      if (answer instanceof Response) await send(response, answer, headers, headOnly);
      else sendText(response, answer, headers, headOnly);
      const micros = (performance.now() - startedAt) * 1_000;
      setting.answered(request.method, match?.route ?? "none", answer.status, micros);
    };
    const giveUp = (error: unknown) => {
      log.warn({ fault: nameOf(error) }, "an answer could not be sent");
      response.destroy();
    };
    const work = () => (match ? match.handler(request) : unrouted(request, router));
    const answer = answerOf(work, request, log);
    if (answer instanceof Promise) answer.then(finish).catch(giveUp);
    else finish(answer).catch(giveUp);
  };
}

function answerOf(work: () => NowOrLater<Answer>, request: NodeRequest, log: Log): NowOrLater<Answer> {
  const failed = (error: unknown) => problemFor(error, request, log);
  try {
    const answer = work();
    return answer instanceof Promise ? answer.catch(failed) : answer;
  } catch (error) {
    return failed(error);
  }
}

function problemFor(error: unknown, request: NodeRequest, log: Log): Response {
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
