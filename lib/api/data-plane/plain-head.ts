// The head of a request as clients usually write it: one bearer token, JSON, a length that is told.
import type { IncomingMessage } from "node:http";
import { BODY_LIMIT_BYTES } from "#lib/http/json-body.ts";

const SCHEME = "Bearer ";

/** The token and the body's length in bytes; null when there is anything unusual about the head. */
export function plainHead(message: IncomingMessage): { token: string; length: number } | null {
  const { headers } = message;
  const length = Number(headers["content-length"]);
  if (headers["content-type"] !== "application/json" || !(length > 0 && length <= BODY_LIMIT_BYTES))
    return null;
  const token = onlyToken(message.rawHeaders);
  return token === null ? null : { token, length };
}

/** The one credential; null when there is none, another, or one written in another way. */
function onlyToken(rawHeaders: readonly string[]): string | null {
  let token: string | null = null;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    if (name.length === 9 && name.toLowerCase() === "x-api-key") return null;
    if (name.length !== 13 || name.toLowerCase() !== "authorization") continue;
    const value = rawHeaders[index + 1] as string;
    if (token !== null || !value.startsWith(SCHEME)) return null;
    token = value.slice(SCHEME.length);
  }
  return token === null || token === "" || /\s/.test(token) ? null : token;
}
