// The way to a Keyhold elsewhere. It follows no redirect, so that the token goes to the address it is meant for alone;
// what may be sent twice without harm is, when a connection breaks or a node is about to end.
import { randomUUID } from "node:crypto";
import { type Dispatcher, EnvHttpProxyAgent, interceptors } from "undici";
import type { Target } from "../profiles/target.ts";
import { answeredError, unreachable } from "./answered-error.ts";
import type { Request } from "./request-of.ts";

export interface Connection {
  /** The answer as JSON. Throws DomainError for every other end of it. */
  send(request: Request): Promise<unknown>;
  /** The answer as it comes. Throws likewise. */
  open(request: Request): Promise<Dispatcher.ResponseData>;
  close(): Promise<void>;
}

const CONNECT_MS = 10_000;
const ANSWER_MS = 60_000;

/** Nothing that listens nowhere is asked again: a command says so at once. */
const AGAIN = {
  maxRetries: 2,
  minTimeout: 250,
  maxTimeout: 5_000,
  throwOnError: false,
  statusCodes: [502, 503, 504],
  errorCodes: ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"],
};

export function connect({ url, token }: Target): Connection {
  const agent = new EnvHttpProxyAgent({
    connect: { timeout: CONNECT_MS },
    headersTimeout: ANSWER_MS,
    bodyTimeout: ANSWER_MS,
  });

  async function ask({ method, path, body, repeatable }: Request): Promise<Dispatcher.ResponseData> {
    const methods = repeatable ? [method] : [];
    const dispatcher = agent.compose(interceptors.retry({ ...AGAIN, methods }));
    const { origin, pathname } = new URL(url);
    const answer = await dispatcher.request({
      origin,
      path: pathname.replace(/\/$/, "") + path,
      method,
      body,
      headers: {
        authorization: `Bearer ${token.reveal()}`,
        "user-agent": "keyhold cli",
        ...(body !== null && { "content-type": "application/json" }),
        ...(repeatable && method !== "GET" && { "idempotency-key": randomUUID() }),
      },
    });
    if (answer.statusCode >= 300) throw answeredError(url, answer.statusCode, await answer.body.text());
    return answer;
  }

  const open: Connection["open"] = (request) =>
    ask(request).catch((error) => {
      throw unreachable(url, error);
    });

  return {
    open,
    async send(request) {
      const { statusCode, body } = await open(request);
      const text = await body.text().catch((error) => {
        throw unreachable(url, error);
      });
      try {
        return JSON.parse(text);
      } catch {
        throw answeredError(url, statusCode, "");
      }
    },
    close: () => agent.close(),
  };
}
