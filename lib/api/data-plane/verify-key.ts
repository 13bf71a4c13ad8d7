// POST /v1/keys/verify: a service asks whether a key is good for a call. 200 whatever the answer.
import { DomainError } from "#lib/core/errors.ts";
import { parseInput } from "#lib/core/input.ts";
import type { Handler } from "#lib/http/api-request.ts";
import { bearer } from "#lib/http/bearer.ts";
import { normalAddress } from "#lib/http/client-address.ts";
import { json } from "#lib/http/json.ts";
import { jsonBody } from "#lib/http/json-body.ts";
import { marksOf, verifyAnswer } from "#lib/verify/answer.ts";
import { verify } from "#lib/verify/verify.ts";
import type { ApiContext } from "../context.ts";
import { VerifyRequest } from "./verify-request.ts";

export function verifyKey({ authenticate, verification, deps }: ApiContext): Handler {
  return async (request) => {
    const caller = await authenticate(bearer(request, deps.keyPrefix));
    if (!caller.permissions.has("keys:verify"))
      throw new DomainError("forbidden", "This service token lacks the permission keys:verify.");
    const input = parseInput(VerifyRequest, await jsonBody(request));
    const { requestId } = request;
    const result = await verify(
      verification,
      input.key,
      {
        scopes: input.scopes,
        cost: input.cost,
        units: input.units,
        ip: input.ip ? normalAddress(input.ip) : null,
        onlyTenant: caller.tenantId,
      },
      {
        requestId,
        resource: input.resource ?? null,
        userAgent: input.userAgent ?? null,
        tags: input.tags,
        from: input.ip ? normalAddress(input.ip) : caller.tokenId,
      },
    );
    return json(verifyAnswer(result, requestId), 200, marksOf(result));
  };
}
