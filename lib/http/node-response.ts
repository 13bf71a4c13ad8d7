// Sends a web Response through Node. Text goes in one write; anything else streams, and stops when the caller leaves.

import { once } from "node:events";
import type { ServerResponse } from "node:http";

/** Writes `answer`. HEAD gets its headers alone. */
export async function send(
  response: ServerResponse,
  answer: Response,
  headers: Record<string, string>,
  headOnly: boolean,
): Promise<void> {
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) {
    if (name === "set-cookie") response.appendHeader(name, value);
    else response.setHeader(name, value);
  }
  for (const name in headers) response.setHeader(name, headers[name] as string);
  if (!answer.body) {
    if (answer.status !== 204 && answer.status !== 304) response.setHeader("Content-Length", "0");
    response.end();
  } else if (isStream(answer)) {
    await pipe(response, answer.body, headOnly);
  } else {
    const bytes = Buffer.from(await answer.arrayBuffer());
    response.setHeader("Content-Length", String(bytes.length));
    response.end(headOnly ? undefined : bytes);
  }
}

/** Answers with a body of unknown length are written as they come. */
function isStream(answer: Response): boolean {
  const type = answer.headers.get("content-type") ?? "";
  return !/^(application\/([\w.+-]+\+)?json|text\/(?!event-stream))/.test(type);
}

async function pipe(response: ServerResponse, body: ReadableStream<Uint8Array>, headOnly: boolean) {
  const reader = body.getReader();
  response.once("close", () => void reader.cancel().catch(() => {}));
  if (headOnly) await reader.cancel();
  for (;;) {
    const { done, value } = headOnly ? { done: true, value: undefined } : await reader.read();
    if (done || response.destroyed) break;
    if (!response.write(value)) await Promise.race([once(response, "drain"), once(response, "close")]);
  }
  response.end();
}
