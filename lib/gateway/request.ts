// What the gateway reads of a request: its body, and the provider key that may come with it.

import { after, type NowOrLater } from "#lib/core/now-or-later.ts";
import { Secret } from "#lib/core/secret.ts";
import type { ApiRequest } from "#lib/http/api-request.ts";
import { BODY_LIMIT_BYTES, jsonBody, parsedBody } from "#lib/http/json-body.ts";
import { isProviderId, PROVIDER_IDS, type ProviderId } from "#lib/shared/providers.ts";
import type { VerifyDeps } from "#lib/verify/deps.ts";
import { identify } from "#lib/verify/identify.ts";
import { badRequest } from "./failure.ts";
import { isObject } from "./tally.ts";

/** Pictures and files come in the body. */
const LARGE_BYTES = 32 * 1024 * 1024;
const LONGEST_KEY = 512;

/** The body as an object; a large one from callers with a key alone. Throws what the caller is to be told. */
export function bodyOf(
  verification: VerifyDeps,
  request: ApiRequest,
  secret: string,
): NowOrLater<Record<string, unknown>> {
  const isLarge = !(Number(request.header("content-length") ?? Number.NaN) <= BODY_LIMIT_BYTES);
  const { text } = request;
  if (text !== undefined && !isLarge) return objectIn(parsedBody(request, text));
  const known = isLarge ? identify(verification, secret, request.address ?? "") : null;
  return after(known, (who) =>
    jsonBody(request, who === null ? BODY_LIMIT_BYTES : LARGE_BYTES).then(objectIn),
  );
}

function objectIn(body: unknown): Record<string, unknown> {
  if (!isObject(body)) throw badRequest("Send a JSON object.");
  return body;
}

/** From X-Provider-Key and X-Provider: a key for this call alone, which is kept nowhere. */
export function broughtKey(request: ApiRequest): { provider: ProviderId | null; ownKey: Secret | null } {
  const provider = request.header("x-provider");
  const key = request.header("x-provider-key");
  if (provider !== null && !isProviderId(provider))
    throw badRequest(`X-Provider is one of ${PROVIDER_IDS.join(", ")}.`);
  if (key === "" || (key !== null && (key.length > LONGEST_KEY || /[^\x21-\x7e]/.test(key))))
    throw badRequest("X-Provider-Key holds one key, without spaces.");
  return { provider, ownKey: key === null ? null : new Secret(key) };
}
