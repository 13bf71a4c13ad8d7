// The holder of an issued key, who sends it with the request.
import { DomainError } from "#lib/core/errors.ts";
import type { ApiRequest } from "#lib/http/api-request.ts";
import { bearer } from "#lib/http/bearer.ts";
import type { TextAnswer } from "#lib/http/text-answer.ts";
import { refusalOf } from "#lib/verify/answer.ts";
import type { Verification } from "#lib/verify/verify.ts";

/** The key that was sent. Throws `unauthenticated` when there is none. */
export function holderKey(request: ApiRequest, brand: string): string {
  const key = bearer(request, brand);
  if (key === null)
    throw new DomainError("unauthenticated", "Send an API key in Authorization: Bearer or in X-API-Key.");
  return key;
}

/** The refusal as an answer, or null when the key is good. */
export function refusalResponse(verification: Verification, requestId: string): TextAnswer | null {
  const refusal = refusalOf(verification, requestId);
  return refusal && { status: refusal.status, headers: refusal.headers, text: JSON.stringify(refusal.body) };
}
