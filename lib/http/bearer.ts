// Finds the one credential of a request: Authorization: Bearer, or X-API-Key. Never a query string, which ends up in logs.
import { DomainError } from "#lib/core/errors.ts";
import { decodeId } from "#lib/shared/ids.ts";
import type { ApiRequest } from "./api-request.ts";

const KEY_PARAMETERS = new Set([
  "key",
  "api_key",
  "api-key",
  "apikey",
  "x-api-key",
  "access_token",
  "token",
  "secret",
]);

type Source = Pick<ApiRequest, "headerLines" | "query" | "token">;

/**
 * The credential as it was sent, or null when there is none.
 * Throws `malformed_request` when two different ones are sent, or when one stands in the query string.
 * `brand` is the installation's prefix of tokens ("kh").
 */
export function bearer(request: Source, brand: string): string | null {
  if (request.token !== undefined) return request.token;
  refuseKeyInQuery(request.query, brand);
  const sent = new Set<string>();
  for (const line of request.headerLines("authorization")) {
    const token = /^Bearer +(\S+) *$/i.exec(line)?.[1];
    if (token) sent.add(token);
  }
  for (const line of request.headerLines("x-api-key")) if (line.trim()) sent.add(line.trim());
  if (sent.size > 1)
    throw new DomainError(
      "malformed_request",
      "The request carries two different keys. Send one, in Authorization: Bearer or in X-API-Key.",
    );
  const [only = null] = sent;
  return only;
}

/** Throws `malformed_request` when a key, or a parameter named like one, stands in the query string. */
export function refuseKeyInQuery(query: URLSearchParams, brand: string): void {
  for (const [name, value] of query) {
    if (!looksLikeToken(value, brand) && !isKeyParameter(name, value)) continue;
    throw new DomainError(
      "malformed_request",
      "A key must not stand in the query string, where logs keep it. Send it in Authorization: Bearer or X-API-Key, and replace this key if it was real.",
    );
  }
}

function looksLikeToken(value: string, brand: string): boolean {
  return ["live", "test", "svc"].some((kind) => value.includes(`${brand}_${kind}_`));
}

/** A parameter such as `key` may hold an id (`key_…`), which is no secret. */
function isKeyParameter(name: string, value: string): boolean {
  if (value === "" || !KEY_PARAMETERS.has(name.toLowerCase())) return false;
  return decodeId("key", value) === null && decodeId("tok", value) === null;
}
