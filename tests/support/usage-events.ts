// Usage events to begin a test with, as verification would have written them.
import { type Id, newId } from "#lib/shared/ids.ts";
import type { ModelUse } from "#lib/verify/model-use.ts";
import type { UsageEvent } from "#lib/verify/usage-event.ts";

/** A call that was admitted, unless `more` says otherwise. */
export function callAt(
  at: Date,
  more: Partial<UsageEvent> & { tenantId: Id<"ten">; keyId: Id<"key"> },
): UsageEvent {
  return {
    at,
    id: newId("evt"),
    secretId: null,
    environment: "live",
    outcome: "VALID",
    cost: 1,
    units: null,
    resource: null,
    ip: null,
    userAgent: null,
    tags: null,
    latencyMicros: 100,
    requestId: "req_test",
    ...more,
  };
}

/** A call of a language model that a tenant's own provider key paid, at a price that is not known. */
export const MODEL_USE: ModelUse = {
  ...{ provider: "openai", model: "small", payer: "byok", credential_id: null },
  ...{ input_tokens: 7, cache_read_tokens: 1, cache_write_tokens: 2, output_tokens: 5, reasoning_tokens: 3 },
  ...{
    cost_pico: null,
    input_price: null,
    output_price: null,
    cache_read_price: null,
    cache_write_price: null,
  },
  ...{
    reasoning_price: null,
    status: 200,
    streamed: false,
    estimated: false,
    first_byte_micros: 1,
    total_micros: 2,
  },
};
