// From a Node request to a handler and back.
import type { IncomingMessage, ServerResponse } from "node:http";
import { DomainError } from "#lib/core/errors.ts";
import type { NowOrLater } from "#lib/core/now-or-later.ts";
import type { Answer } from "#lib/http/api-request.ts";
import type { Block } from "#lib/http/client-address.ts";
import { NodeRequest } from "#lib/http/node-request.ts";
import { problem } from "#lib/http/problem.ts";
import { Exchange, type ExchangeSetting } from "./exchange.ts";
import type { Router } from "./router.ts";

interface Setting extends ExchangeSetting {
  router: Router;
  trusted: readonly Block[];
}

export type Listener = (message: IncomingMessage, response: ServerResponse) => void;

export function createListener(setting: Setting): Listener {
  return (message, response) => handle(new Exchange(setting, message, response), setting);
}

function handle(exchange: Exchange, { router, trusted }: Setting): void {
  const { message, response, requestId } = exchange;
  const request = new NodeRequest(message, response, requestId, trusted);
  const match = router.find(request.method, request.path);
  if (match) request.params = match.params;
  const fail = (error: unknown) => exchange.fail(error, request.path);
  try {
    const answer: NowOrLater<Answer> = match
      ? exchange.work(match.route, () => match.handler(request))
      : unrouted(request, router);
    if (answer instanceof Promise) answer.then((known) => exchange.answer(known), fail);
    else exchange.answer(answer);
  } catch (error) {
    fail(error);
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
