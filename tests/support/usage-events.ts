// Usage events to begin a test with, as verification would have written them.
import { type Id, newId } from "#lib/shared/ids.ts";
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
