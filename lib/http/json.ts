// A JSON answer.
import type { TextAnswer } from "./text-answer.ts";

/** An answer with `body` as JSON. Answers are never stored by caches on the way. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): TextAnswer {
  return jsonText(JSON.stringify(body), status, headers);
}

/** No headers beside the usual ones. */
export const NONE: Readonly<Record<string, string>> = {};

const JSON_HEADERS = { "Content-Type": "application/json", "Cache-Control": "no-store" };

/** The same for a body that is JSON already. */
export function jsonText(
  text: string,
  status: number,
  headers: Readonly<Record<string, string>>,
): TextAnswer {
  return { status, headers: headers === NONE ? JSON_HEADERS : { ...JSON_HEADERS, ...headers }, text };
}
