// An answer as the text that goes over the wire, to the letter as node:http would write it.
import { STATUS_CODES } from "node:http";
import type { TextAnswer } from "#lib/http/text-answer.ts";
import { dateText } from "./date-text.ts";

export interface WireText {
  text: string;
  /** latin1 when all of it is ASCII, which need not be transcoded. */
  encoding: "latin1" | "utf8";
}

/** `keepAlive` is the line that says for how long a connection is kept; null when it is about to be closed. */
export function answerText(
  { status, headers, text }: TextAnswer,
  requestId: string,
  keepAlive: string | null,
): WireText {
  const body = text ?? "";
  const length = Buffer.byteLength(body);
  const [before, behind] = keepAlive === null ? [CLOSE, ""] : ["", `Connection: keep-alive\r\n${keepAlive}`];
  return {
    text: `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${linesOf(headers)}X-Request-Id: ${requestId}\r\n${before}Content-Length: ${length}\r\nDate: ${dateText()}\r\n${behind}\r\n${body}`,
    encoding: length === body.length ? "latin1" : "utf8",
  };
}

/** The head of an answer that comes in pieces, in the chunked coding. All of it is ASCII. */
export function streamHead(
  { status, headers }: Pick<TextAnswer, "status" | "headers">,
  requestId: string,
  keepAlive: string | null,
): string {
  const [before, behind] = keepAlive === null ? [CLOSE, ""] : ["", `Connection: keep-alive\r\n${keepAlive}`];
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${linesOf(headers)}X-Request-Id: ${requestId}\r\n${before}Date: ${dateText()}\r\n${behind}Transfer-Encoding: chunked\r\n\r\n`;
}

const CLOSE = "Connection: close\r\n";

/** Most answers share their headers: the lines of the last ones are kept. */
const last = { headers: {}, lines: "" };

function linesOf(headers: TextAnswer["headers"]): string {
  if (headers === last.headers) return last.lines;
  let lines = "";
  for (const name in headers) if (name !== "X-Request-Id") lines += `${name}: ${headers[name]}\r\n`;
  Object.assign(last, { headers, lines });
  return lines;
}
