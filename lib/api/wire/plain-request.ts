// Reads a POST as clients usually write it, from the bytes themselves. It only ever says yes: to a head in which nothing
// that matters is repeated, missing or written in another way, with its whole body behind it.
import { isAscii } from "node:buffer";
import { type PlainFields, plainFields } from "./plain-fields.ts";

export interface PlainRequest {
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
 * Makes the readers of POST requests to `path`, which is how it must be sent to the letter. One reader is for one
 * connection: clients repeat their heads there, and one that is the last one to the byte need not be read again.
 */
export function plainRequestReaders(path: string): () => PlainReader {
  const start = `POST ${path} HTTP/1.1\r\n`;
  return () => {
    let last: { head: Buffer; fields: PlainFields } | null = null;
    return (bytes) => {
      if (last && beginsWith(bytes, last.head)) return withBody(bytes, last.head.length, last.fields);
      const text = bytes.toString("latin1", 0, HEAD_AT_MOST);
      if (!text.startsWith(start)) return start.startsWith(text) ? "unfinished" : "unusual";
      const headEnd = text.indexOf(HEAD_END, start.length);
      if (headEnd < 0) return text.length < HEAD_AT_MOST ? "unfinished" : "unusual";
      const fields = plainFields(text, start.length, headEnd + 2);
      if (!fields) return "unusual";
      const bodyAt = headEnd + HEAD_END.length;
      last = { head: Buffer.from(bytes.subarray(0, bodyAt)), fields };
      return withBody(bytes, bodyAt, fields);
    };
  };
}

function beginsWith(bytes: Buffer, head: Buffer): boolean {
  return bytes.length > head.length && head.compare(bytes, 0, head.length) === 0;
}

function withBody(bytes: Buffer, from: number, fields: PlainFields): PlainReading {
  const { token, length, traceparent } = fields;
  const end = from + length;
  if (bytes.length < end) return "unfinished";
  if (!isAscii(bytes.length === end ? bytes : bytes.subarray(from, end)))
    return withWords(bytes.subarray(from, end), fields, end);
  return { token, traceparent, body: bytes.toString("latin1", from, end), end };
}

function withWords(raw: Buffer, { token, traceparent }: PlainFields, end: number): PlainReading {
  try {
    return { token, traceparent, body: utf8.decode(raw), end };
  } catch {
    return "unusual";
  }
}
