// Tells of something that happened, to whoever wants to hear of it. What commands do is told by itself, from the audit
// trail (lib/core/published-events.ts); this is for what is noticed rather than done.
import type { Tx } from "#db/tenant.ts";
import { type PublishedEvent, writeEvents } from "#lib/core/published-events.ts";

/**
 * Writes the event in the caller's transaction: it is sent if that commits. `data` is JSON without any secret, and
 * `tenantId` is PLATFORM_TENANT for the platform's own. The platform's endpoints hear of every tenant's events too.
 */
export function emitEvent(tx: Tx, { now, ...event }: PublishedEvent & { now: Date }): Promise<void> {
  return writeEvents(tx, now, [event]);
}
