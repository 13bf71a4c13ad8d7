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
  const length = text === null ? 0 : Buffer.byteLength(text);
  const lines: string[] = [];
  for (const name in headers) if (!(name in added)) lines.push(name, headers[name] as string);
  for (const name in added) lines.push(name, added[name] as string);
  lines.push("Content-Length", String(length));
  response.writeHead(status, lines);
  if (headOnly || text === null) response.end();
  // Head and body go out as one string, which need not be transcoded when all of it is ASCII.
  else response.end(text, length === text.length ? "latin1" : "utf8");
}
