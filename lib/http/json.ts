// A JSON answer.
import type { TextAnswer } from "./text-answer.ts";

/** An answer with `body` as JSON. Answers are never stored by caches on the way. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): TextAnswer {
  return jsonText(JSON.stringify(body), status, headers);
}

/** The same for a body that is JSON already. */
export function jsonText(text: string, status: number, headers: Record<string, string>): TextAnswer {
  return {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers },
    text,
  };
}
