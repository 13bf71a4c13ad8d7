// An answer whose body is there as text: one write, without the objects of the web platform, which cost more than most
// answers themselves.
import type { ServerResponse } from "node:http";

export interface TextAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** Null for an answer without a body. */
  text: string | null;
}

/** Writes `answer` with `headers` added. HEAD gets its headers alone. */
export function sendText(
  response: ServerResponse,
  { status, headers, text }: TextAnswer,
  added: Readonly<Record<string, string>>,
  headOnly: boolean,
): void {
  const length = text === null ? "0" : String(Buffer.byteLength(text));
  response.writeHead(status, { ...headers, ...added, "Content-Length": length });
  response.end(headOnly ? undefined : (text ?? undefined));
}
