// POST /v1/keys/verify: a service asks whether a key is good for a call. 200 whatever the answer.
import { DomainError } from "#lib/core/errors.ts";
import { parseInput } from "#lib/core/input.ts";
import { after } from "#lib/core/now-or-later.ts";
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
  return (request) =>
    after(authenticate(bearer(request, deps.keyPrefix)), async (caller) => {
      if (!caller.permissions.has("keys:verify"))
        throw new DomainError("forbidden", "This service token lacks the permission keys:verify.");
      const input = parseInput(VerifyRequest, await jsonBody(request));
      const { requestId } = request;
      const ip = input.ip ? normalAddress(input.ip) : null;
      const result = verify(
        verification,
        input.key,
        { scopes: input.scopes, cost: input.cost, units: input.units, ip, onlyTenant: caller.tenantId },
        {
          requestId,
          resource: input.resource ?? null,
          userAgent: input.userAgent ?? null,
          tags: input.tags,
          from: ip ?? caller.tokenId,
        },
      );
      return after(result, (known) => json(verifyAnswer(known, requestId), 200, marksOf(known)));
    });
}
