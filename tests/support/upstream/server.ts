// Model providers on this machine: they speak OpenAI's, Anthropic's and Gemini's wire formats as documented, count the
// tokens that they bill, and remember what they were sent.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { anthropicMessages } from "./anthropic.ts";
import { azureChat } from "./azure.ts";
import { geminiChat, openAiChat, openAiEmbeddings, openAiModels } from "./openai.ts";

type Json = ReturnType<typeof JSON.parse>;

export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Json;
  /** Whether the caller went away before the answer was whole. */
  aborted: boolean;
}

/** How it behaves; changed by tests. */
export interface Behaviour {
  /** Keys that it takes; null for all. */
  keys: string[] | null;
  /** Answered instead, so many times. */
  failures: { status: number; times: number; body?: string; headers?: Record<string, string> }[];
  /** Closes the connection instead of answering, so many times. */
  hangUps: number;
  delayMs: number;
  /** Between the events of a stream. */
  eventMs: number;
  /** What the model says, one piece an event. */
  words: string[];
  promptTokens: number;
  cachedTokens: number;
  reasoningTokens: number;
  /** Of the prompt, sound. */
  heardTokens: number;
  /** Said beside the words, in as many pieces: each is so much sound as a token stands for. */
  spokenTokens: number;
  /** Ends a stream after so many events, without an ending. */
  breakAfter: number | null;
}

export interface Billed {
  prompt: number;
  output: number;
}

export interface Upstream {
  /** Of OpenAI's API; with Anthropic's and Gemini's below other paths. */
  openAiUrl: string;
  anthropicUrl: string;
  geminiUrl: string;
  /** Of a resource at Azure. */
  azureUrl: string;
  received: Received[];
  behaviour: Behaviour;
  /** What whole answers came to, by its own count. */
  billed: Billed;
  reset(): void;
  close(): Promise<void>;
}

/** What an answer is written with. */
export interface Exchange {
  received: Received;
  response: ServerResponse;
  behaviour: Behaviour;
  billed: Billed;
  /** Sent before the first event of a stream. */
  begin?: object;
  /** False when the caller left, or the stream is to break. */
  send(event: string): Promise<boolean>;
}

const usual = (): Behaviour => ({
  ...{ keys: null, failures: [], hangUps: 0, delayMs: 0, eventMs: 0 },
  words: ["Hello", " from", " the", " model", "."],
  ...{ promptTokens: 20, cachedTokens: 0, reasoningTokens: 0, breakAfter: null },
  ...{ heardTokens: 0, spokenTokens: 0 },
});

export async function startUpstream(): Promise<Upstream> {
  const received: Received[] = [];
  const behaviour = usual();
  const billed = { prompt: 0, output: 0 };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { method = "", url = "", headers } = request;
    // Keys are tried with a look at the models, whenever that is.
    if (method === "GET") return openAiModels(response);
    const one: Received = {
      method,
      path: url,
      headers,
      body: text ? JSON.parse(text) : null,
      aborted: false,
    };
    received.push(one);
    response.once("close", () => {
      one.aborted = !response.writableFinished;
    });
    if (behaviour.hangUps > 0) {
      behaviour.hangUps -= 1;
      request.socket.destroy();
      return;
    }
    if (behaviour.delayMs > 0) await sleep(behaviour.delayMs);
    const failure = behaviour.failures[0];
    if (failure) {
      failure.times -= 1;
      if (failure.times <= 0) behaviour.failures.shift();
      const body = failure.body ?? errorBody(url, `It failed with ${failure.status}.`, "server_error");
      response
        .writeHead(failure.status, { "content-type": "application/json", ...failure.headers })
        .end(body);
      return;
    }
    if (behaviour.keys && !behaviour.keys.includes(keyOf(headers))) {
      const body = errorBody(url, `Incorrect API key provided: ${keyOf(headers)}.`, "invalid_api_key");
      response.writeHead(401, { "content-type": "application/json" }).end(body);
      return;
    }
    let sent = 0;
    const send = async (event: string) => {
      if (response.destroyed) return false;
      if (behaviour.breakAfter !== null && sent >= behaviour.breakAfter) {
        response.destroy();
        return false;
      }
      sent += 1;
      response.write(event);
      if (behaviour.eventMs > 0) await sleep(behaviour.eventMs);
      return !response.destroyed;
    };
    await route(url, { received: one, response, behaviour, billed, send });
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    openAiUrl: `${origin}/openai/v1`,
    anthropicUrl: `${origin}/anthropic/v1`,
    geminiUrl: `${origin}/gemini/v1beta/openai`,
    azureUrl: `${origin}/azure/openai/v1`,
    received,
    behaviour,
    billed,
    reset() {
      received.length = 0;
      Object.assign(behaviour, usual());
      Object.assign(billed, { prompt: 0, output: 0 });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function route(url: string, exchange: Exchange): Promise<void> {
  if (url.startsWith("/anthropic/v1/messages")) return anthropicMessages(exchange);
  if (url.startsWith("/gemini/")) return geminiChat(exchange);
  if (url.startsWith("/azure/")) return azureChat(url, exchange);
  if (url.endsWith("/chat/completions")) return openAiChat(exchange);
  if (url.endsWith("/embeddings")) return openAiEmbeddings(exchange);
  exchange.response.writeHead(404).end();
  return Promise.resolve();
}

export function json(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { "content-type": "application/json", "x-request-id": "upstream-1" })
    .end(JSON.stringify(body));
}

export function beginStream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  response.flushHeaders();
}

function keyOf({ authorization, ...headers }: IncomingHttpHeaders): string {
  return String(headers["x-api-key"] ?? headers["api-key"] ?? authorization?.replace("Bearer ", ""));
}

function errorBody(url: string, message: string, code: string): string {
  if (url.startsWith("/anthropic"))
    return JSON.stringify({
      type: "error",
      error: { type: "api_error", message },
      request_id: "req_upstream",
    });
  const error = { message, type: "invalid_request_error", param: null, code };
  return JSON.stringify(
    url.startsWith("/gemini") ? [{ error: { code: 400, message, status: "INVALID" } }] : { error },
  );
}
