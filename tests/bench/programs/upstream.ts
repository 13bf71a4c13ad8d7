// A language model that is already done: chat completions in OpenAI's form, whole or in twenty chunks, without delay.
import { type AddressInfo, createServer, type Socket } from "node:net";

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

/** Heads as node:http writes them, made once a second. */
let second = 0;
let wholeAnswer = Buffer.alloc(0);
let firstFrame = Buffer.alloc(0);

function refresh(): void {
  const now = Math.floor(Date.now() / 1_000);
  if (now === second) return;
  second = now;
  const date = `Date: ${new Date(now * 1_000).toUTCString()}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=75\r\n`;
  const ok = (type: string) => `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n`;
  const length = `Content-Length: ${Buffer.byteLength(whole)}\r\n`;
  wholeAnswer = Buffer.from(`${ok("application/json")}${length}${date}\r\n${whole}`);
  firstFrame = Buffer.from(
    `${ok("text/event-stream")}${date}Transfer-Encoding: chunked\r\n\r\n${framed(chunks[0]!)}`,
  );
}

function framed(chunk: string): string {
  return `${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`;
}

const furtherFrames = [...chunks.slice(1).map(framed), "0\r\n\r\n"].map((frame) => Buffer.from(frame));

/** One write in each turn of the event loop. */
function stream(socket: Socket, index: number): void {
  const frame = index === 0 ? firstFrame : furtherFrames[index - 1];
  if (!frame || socket.destroyed) return;
  socket.write(frame);
  setImmediate(stream, socket, index + 1);
}

/** Where the request ends that begins with `text`; -1 when that has not come yet. */
function endOf(text: string): number {
  const headEnd = text.indexOf("\r\n\r\n");
  if (headEnd < 0) return -1;
  const length = /^content-length: *(\d+)/im.exec(text.slice(0, headEnd))?.[1];
  const end = length === undefined ? text.indexOf("\r\n0\r\n\r\n") + 7 : headEnd + 4 + Number(length);
  return length === undefined && end < 7 ? -1 : end <= text.length ? end : -1;
}

// Read and written by hand, lest the model itself be what is measured.
const server = createServer({ noDelay: true }, (socket) => {
  let text = "";
  socket.setEncoding("latin1");
  socket.on("data", (piece) => {
    text += piece;
    for (let end = endOf(text); end > 0; end = endOf(text)) {
      refresh();
      const isStream = text.slice(0, end).includes('"stream":true');
      text = text.slice(end);
      if (isStream) stream(socket, 0);
      else socket.write(wholeAnswer);
    }
  });
  socket.on("error", () => {});
});

server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.once("disconnect", () => process.exit());
