// Calls to models as most clients write them, read from the bytes of their connection. The handlers are those of the routes.
import type { Answer, Route } from "#lib/http/api-request.ts";
import type { Block } from "#lib/http/client-address.ts";
import type { ApiContext } from "../context.ts";
import type { WireExchange, WireLane } from "../wire/connection.ts";
import { PlainApiRequest } from "../wire/plain-api-request.ts";
import { gatewayRoutes } from "./routes.ts";

/** Those that are asked by POST. */
const PATHS = ["/v1/chat/completions", "/v1/embeddings", "/v1/messages"];

export function gatewayLanes(context: ApiContext, trusted: readonly Block[]): WireLane[] {
  return gatewayRoutes(context)
    .filter(({ path }) => PATHS.includes(path))
    .map((route) => laneOf(route, trusted));
}

function laneOf({ path, handler }: Route, trusted: readonly Block[]): WireLane {
  return {
    path,
    take(request, exchange) {
      const fail = (error: unknown) => void exchange.fail(error);
      try {
        const answer = handler(new PlainApiRequest(request, exchange, trusted));
        if (answer instanceof Promise) answer.then((known) => send(exchange, known), fail);
        else send(exchange, answer);
      } catch (error) {
        fail(error);
      }
      return true;
    },
  };
}

function send(exchange: WireExchange, answer: Answer): void {
  if (!(answer instanceof Response)) {
    if ("begin" in answer) exchange.stream(answer);
    else exchange.answer(answer);
    return;
  }
  const { status, headers } = answer;
  void answer.text().then((text) => exchange.answer({ status, headers: Object.fromEntries(headers), text }));
}
