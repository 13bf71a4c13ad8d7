// A language model that is already done: chat completions in OpenAI's form, whole or in twenty chunks, without delay.
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const CHUNKS = 20;
const ID = { id: "chatcmpl-bench", created: 1_767_225_600, model: "bench" };
const USAGE = { prompt_tokens: 12, completion_tokens: CHUNKS, total_tokens: 12 + CHUNKS };

const whole = JSON.stringify({
  ...ID,
  object: "chat.completion",
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: "word ".repeat(CHUNKS).trim(), refusal: null },
      logprobs: null,
      finish_reason: "stop",
    },
  ],
  usage: USAGE,
});

const chunks = [
  ...Array.from({ length: CHUNKS }, (_, index) =>
    event([{ index: 0, delta: index === 0 ? { role: "assistant", content: "" } : { content: "word " } }]),
  ),
  event([{ index: 0, delta: {}, finish_reason: "stop" }]),
  event([], USAGE),
  "data: [DONE]\n\n",
];

function event(choices: object[], usage: object | null = null): string {
  return `data: ${JSON.stringify({ ...ID, object: "chat.completion.chunk", choices, usage })}\n\n`;
}

const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (piece: string) => {
    body += piece;
  });
  request.on("end", () => {
    if (!body.includes('"stream":true')) sendWhole(response);
    else stream(response, 0);
  });
});

function sendWhole(response: ServerResponse): void {
  response
    .writeHead(200, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(whole) })
    .end(whole);
}

function stream(response: ServerResponse, index: number): void {
  if (index === 0) response.writeHead(200, { "Content-Type": "text/event-stream" });
  const chunk = chunks[index];
  if (chunk === undefined) {
    response.end();
    return;
  }
  response.write(chunk);
  setImmediate(stream, response, index + 1);
}

server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.once("disconnect", () => process.exit());
