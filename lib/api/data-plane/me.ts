// GET /v1/me: what a key is and what it may still do, for its holder. Spends nothing and is not metered.
import type { Handler } from "#lib/http/api-request.ts";
import { json } from "#lib/http/json.ts";
import { limitHeaders, shownLimit } from "#lib/verify/answer.ts";
import type { KeyRecord } from "#lib/verify/record.ts";
import { inspect } from "#lib/verify/verify.ts";
import type { ApiContext } from "../context.ts";
import { holderKey, refusalResponse } from "./holder.ts";

export function me({ verification, deps, readUsage }: ApiContext): Handler {
  return async (request) => {
    const key = holderKey(request, deps.keyPrefix);
    const result = await inspect(verification, key, request.address);
    const refusal = refusalResponse(result, request.requestId);
    if (refusal) return refusal;
    const record = result.record as KeyRecord;
    return json(
      {
        keyId: record.id,
        name: record.name,
        clientId: record.tenant.clientId,
        environment: record.environment,
        scopes: record.scopes,
        expiresAt: record.expiresAt?.toISOString() ?? null,
        limits: result.limits.map(shownLimit),
        perRequest: record.perRequest,
        usage: await readUsage(record.tenant.id, record.id, deps.clock()),
      },
      200,
      limitHeaders(result),
    );
  };
}
