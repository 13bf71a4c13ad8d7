// Calls of the gateway from the browser, on the dashboard's own origin. Secrets go out in headers, and stay nowhere.
import { createParser } from "eventsource-parser";

export interface ChatCall {
  /** The issued key. */
  secret: string;
  /** A provider key for this call; null to spend what the issued key's contract says. */
  providerKey: string | null;
  model: string;
  system: string;
  prompt: string;
}

export interface ChatAnswer {
  requestId: string;
  /** The pieces of the answer as they come. Throws GatewayRefusal for an error in the middle. */
  pieces: AsyncGenerator<string>;
}

/** What the gateway says instead of an answer; the message is fit to be shown. */
export class GatewayRefusal extends Error {
  readonly code: string;
  readonly requestId: string;

  constructor(message: string, code: string, requestId: string) {
    super(message);
    this.code = code;
    this.requestId = requestId;
  }
}

/** The holder's own description of a key. Throws GatewayRefusal. */
export async function whoseKey(
  secret: string,
  signal: AbortSignal,
): Promise<{ keyId: string; name: string; clientId: string }> {
  return (await send("/v1/me", { headers: bearing(secret), signal })).json();
}

/** The names of models that a key may ask for. Throws GatewayRefusal. */
export async function modelsOf(secret: string, signal: AbortSignal): Promise<string[]> {
  const answer = await send("/v1/models", { headers: bearing(secret), signal });
  const { data } = (await answer.json()) as { data: { id: string }[] };
  return data.map(({ id }) => id);
}

/** Asks a model. Throws GatewayRefusal, or the signal's reason. */
export async function chat(call: ChatCall, signal: AbortSignal): Promise<ChatAnswer> {
  const { secret, providerKey, model, system, prompt } = call;
  const messages = [
    ...(system.trim() ? [{ role: "system", content: system }] : []),
    { role: "user", content: prompt },
  ];
  const answer = await send("/v1/chat/completions", {
    method: "POST",
    headers: {
      ...bearing(secret),
      "Content-Type": "application/json",
      ...(providerKey && { "X-Provider-Key": providerKey }),
    },
    body: JSON.stringify({ model, messages, stream: true, stream_options: { include_usage: true } }),
    signal,
  });
  const requestId = requestIdOf(answer);
  return { requestId, pieces: piecesOf(answer, requestId) };
}

async function* piecesOf(answer: Response, requestId: string): AsyncGenerator<string> {
  let waiting: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => void waiting.push(data) });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) return;
    parser.feed(chunk.value);
    const events = waiting;
    waiting = [];
    for (const data of events) if (data !== "[DONE]") yield pieceOf(data, requestId);
  }
}

function pieceOf(data: string, requestId: string): string {
  const { error, choices } = JSON.parse(data) as Event;
  if (error) throw new GatewayRefusal(error.message, error.code ?? "", requestId);
  return choices?.[0]?.delta?.content ?? "";
}

interface Event {
  error?: { message: string; code?: string };
  choices?: { delta?: { content?: string | null } }[];
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(path, { ...init, cache: "no-store", credentials: "omit" }).catch(
    (error: unknown) => {
      if (init.signal?.aborted) throw error;
      throw new GatewayRefusal("The gateway could not be reached. Check the connection.", "unreachable", "");
    },
  );
  if (answer.ok) return answer;
  const body = (await answer.json().catch(() => ({}))) as Refusal;
  const message = body.error?.message ?? body.detail ?? `The gateway answered with ${answer.status}.`;
  throw new GatewayRefusal(message, body.error?.code ?? body.code ?? "", requestIdOf(answer));
}

/** In OpenAI's form, or as application/problem+json. */
interface Refusal {
  error?: { message: string; code?: string };
  detail?: string;
  code?: string;
}

const bearing = (secret: string) => ({ Authorization: `Bearer ${secret}` });
const requestIdOf = (answer: Response) => answer.headers.get("x-request-id") ?? "";
