// POST /v1/keys/verify: a service asks whether a key is good for a call. 200 whatever the answer.
import type { z } from "zod";
import { DomainError } from "#lib/core/errors.ts";
import { parseInput } from "#lib/core/input.ts";
import { after } from "#lib/core/now-or-later.ts";
import type { Handler } from "#lib/http/api-request.ts";
import { bearer } from "#lib/http/bearer.ts";
import { normalAddress } from "#lib/http/client-address.ts";
import { jsonText } from "#lib/http/json.ts";
import { jsonBody } from "#lib/http/json-body.ts";
import type { TextAnswer } from "#lib/http/text-answer.ts";
import type { ServiceCaller } from "#lib/tokens/authenticate-token.ts";
import { marksOf, verifyAnswer } from "#lib/verify/answer.ts";
import type { Question } from "#lib/verify/decide.ts";
import { type CallLabels, type Verification, verify } from "#lib/verify/verify.ts";
import type { ApiContext } from "../context.ts";
import { VerifyRequest } from "./verify-request.ts";

export function verifyKey({ authenticate, verification, deps }: ApiContext): Handler {
  return (request) =>
    after(authenticate(bearer(request, deps.keyPrefix)), async (caller) => {
      requireVerifier(caller);
      const input = parseInput(VerifyRequest, await jsonBody(request));
      const { question, labels } = callOf(input, caller, request.requestId);
      const known = await verify(verification, input.key, question, labels);
      return verifyText(known, request.requestId, deps.publicUrl);
    });
}

/** Throws `forbidden` unless the token may verify keys. */
export function requireVerifier({ permissions }: ServiceCaller): void {
  if (!permissions.has("keys:verify"))
    throw new DomainError("forbidden", "This service token lacks the permission keys:verify.");
}

/** The call that a service asks about. */
export function callOf(
  input: z.output<typeof VerifyRequest>,
  { tokenId, tenantId }: ServiceCaller,
  requestId: string,
): { question: Question; labels: CallLabels } {
  const { scopes, cost, units, resource = null, userAgent = null, tags } = input;
  const ip = input.ip ? normalAddress(input.ip) : null;
  return {
    question: { scopes, cost, units, ip, onlyTenant: tenantId },
    labels: { requestId, resource, userAgent, tags, from: ip ?? tokenId },
  };
}

/** What is answered. */
export function verifyText(verification: Verification, requestId: string, publicUrl: string): TextAnswer {
  return jsonText(verifyAnswer(verification, requestId, publicUrl), 200, marksOf(verification));
}
