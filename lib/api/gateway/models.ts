// GET /v1/models: what a key may ask for by name, in OpenAI's form or Anthropic's. Spends nothing and is not metered.
import { GatewayError } from "#lib/gateway/failure.ts";
import { isAllowed, modelRef, nameOf } from "#lib/gateway/models.ts";
import type { ApiRequest } from "#lib/http/api-request.ts";
import { json } from "#lib/http/json.ts";
import type { TextAnswer } from "#lib/http/text-answer.ts";
import { OUTCOME_STATUS } from "#lib/shared/outcomes.ts";
import type { KeyRecord } from "#lib/verify/record.ts";
import { inspect } from "#lib/verify/verify.ts";
import type { ApiContext } from "../context.ts";
import { dialectOf } from "./gateway-route.ts";

/** When a model was made is not known to us; the SDKs want a time. */
const SOME_TIME = 1_735_689_600;

export async function listModels(
  { gateway, verification }: ApiContext,
  request: ApiRequest,
  secret: string,
): Promise<TextAnswer> {
  const { code, reason, record } = await inspect(verification, secret, request.address);
  const status = OUTCOME_STATUS[code];
  if (status === 401 || status === 403 || !record)
    throw new GatewayError({
      status,
      code: status === 401 ? "invalid_api_key" : code.toLowerCase(),
      message: reason,
    });
  await gateway.prices.ready();
  const names = namesFor(record, gateway.prices.models());
  if (dialectOf(request) === "openai")
    return json({
      object: "list",
      data: names.map((id) => ({ id, object: "model", created: SOME_TIME, owned_by: id.split("/")[0] })),
    });
  const data = names.map((id) => ({
    ...{ type: "model", id, display_name: id },
    created_at: new Date(SOME_TIME * 1_000).toISOString(),
  }));
  return json({ data, has_more: false, first_id: names[0] ?? null, last_id: names.at(-1) ?? null });
}

/** Aliases first, then every model with a known price that its lists allow. */
function namesFor({ gateway: terms }: KeyRecord, known: readonly Parameters<typeof nameOf>[0][]): string[] {
  const aliases = Object.keys(terms.aliases).filter((name) => {
    try {
      return isAllowed(modelRef(name, terms.aliases, null), terms);
    } catch {
      return false;
    }
  });
  const allowed = known.filter((ref) => isAllowed(ref, terms)).map(nameOf);
  return [...aliases, ...allowed.sort()];
}
