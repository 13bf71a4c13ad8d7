// Reads a POST as clients usually write it, from the bytes themselves. It only ever says yes: to a head in which nothing
// that matters is repeated, missing or written in another way, with its whole body behind it.
import { isAscii } from "node:buffer";
import { type PlainFields, plainFields } from "./plain-fields.ts";

export interface PlainHead extends PlainFields {
  /** One of those that are read. */
  path: string;
  /** The lines of its fields, each with its end. */
  lines: string;
}

export interface PlainRequest {
  /** The same one for as long as a connection repeats it. */
  head: PlainHead;
  /** What stands behind "Bearer". */
  token: string;
  body: string;
  traceparent: string | undefined;
  /** Where it ends in the bytes that were read. */
  end: number;
}

/** "unfinished" may become a plain request with more bytes; "unusual" is for somebody else to read. */
export type PlainReading = PlainRequest | "unfinished" | "unusual";

const HEAD_AT_MOST = 4_096;
const HEAD_END = "\r\n\r\n";
const utf8 = new TextDecoder("utf-8", { fatal: true });

export type PlainReader = (bytes: Buffer) => PlainReading;

/**
 * Makes the readers of POST requests to `paths`, which is how they must be sent to the letter. One reader is for one
 * connection: clients repeat their heads there, and one that is the last one to the byte need not be read again.
 */
export function plainRequestReaders(paths: readonly string[]): () => PlainReader {
  const starts = paths.map((path) => ({ path, start: `POST ${path} HTTP/1.1\r\n` }));
  return () => {
    let last: { bytes: Buffer; head: PlainHead } | null = null;
    return (bytes) => {
      if (last && beginsWith(bytes, last.bytes)) return withBody(bytes, last.bytes.length, last.head);
      const text = bytes.toString("latin1", 0, HEAD_AT_MOST);
      const known = starts.find(({ start }) => text.startsWith(start));
      if (!known) return starts.some(({ start }) => start.startsWith(text)) ? "unfinished" : "unusual";
      const { path, start } = known;
      const headEnd = text.indexOf(HEAD_END, start.length);
      if (headEnd < 0) return text.length < HEAD_AT_MOST ? "unfinished" : "unusual";
      const fields = plainFields(text, start.length, headEnd + 2);
      if (!fields) return "unusual";
      const bodyAt = headEnd + HEAD_END.length;
      const head = { path, lines: text.slice(start.length, headEnd + 2), ...fields };
      last = { bytes: Buffer.from(bytes.subarray(0, bodyAt)), head };
      return withBody(bytes, bodyAt, head);
    };
  };
}

function beginsWith(bytes: Buffer, head: Buffer): boolean {
  return bytes.length > head.length && head.compare(bytes, 0, head.length) === 0;
}

function withBody(bytes: Buffer, from: number, head: PlainHead): PlainReading {
  const { token, length, traceparent } = head;
  const end = from + length;
  if (bytes.length < end) return "unfinished";
  if (!isAscii(bytes.length === end ? bytes : bytes.subarray(from, end)))
    return withWords(bytes.subarray(from, end), head, end);
  return { head, token, traceparent, body: bytes.toString("latin1", from, end), end };
}

function withWords(raw: Buffer, head: PlainHead, end: number): PlainReading {
  const { token, traceparent } = head;
  try {
    return { head, token, traceparent, body: utf8.decode(raw), end };
  } catch {
    return "unusual";
  }
}
