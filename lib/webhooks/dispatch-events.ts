// Makes a delivery of each event for each endpoint that wants it. The platform's endpoints hear of every tenant's events.
import { and, asc, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { webhookDeliveries, webhookEndpoints, webhookEvents } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { command } from "#lib/core/operation.ts";
import { newId, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { bodyFor, namesOf } from "./message.ts";

const AT_ONCE = 200;
/** Of a statement, which takes 65,535 values. */
const ROWS_AT_ONCE = 2_000;

type Event = typeof webhookEvents.$inferSelect;
type Endpoint = typeof webhookEndpoints.$inferSelect;

/** Hands on the oldest events that nobody else is at; each is handed on once. */
export const dispatchEvents = command({
  name: "webhook.dispatch",
  on: "platform",
  can: "system:write",
  input: z.strictObject({}),
  async run({ tx, now, unchanged }): Promise<{ dispatched: number; deliveries: number }> {
    unchanged();
    const events = await tx
      .select()
      .from(webhookEvents)
      .where(isNull(webhookEvents.dispatchedAt))
      .orderBy(asc(webhookEvents.id))
      .limit(AT_ONCE)
      .for("update", { skipLocked: true });
    if (events.length === 0) return { dispatched: 0, deliveries: 0 };
    const rows = await deliveriesOf(tx, now, events);
    for (let first = 0; first < rows.length; first += ROWS_AT_ONCE)
      await tx
        .insert(webhookDeliveries)
        .values(rows.slice(first, first + ROWS_AT_ONCE))
        .onConflictDoNothing();
    const ids = events.map(({ id }) => id);
    const tenantIds = [...new Set(events.map(({ tenantId }) => tenantId))];
    await tx
      .update(webhookEvents)
      .set({ dispatchedAt: now })
      .where(and(inArray(webhookEvents.tenantId, tenantIds), inArray(webhookEvents.id, ids)));
    return { dispatched: events.length, deliveries: rows.length };
  },
});

async function deliveriesOf(tx: Tx, now: Date, events: readonly Event[]) {
  const tenantIds = [...new Set([PLATFORM_TENANT, ...events.map(({ tenantId }) => tenantId)])];
  const endpoints = await tx
    .select()
    .from(webhookEndpoints)
    .where(and(inArray(webhookEndpoints.tenantId, tenantIds), isNull(webhookEndpoints.disabledAt)))
    // One that is being deleted or disabled is waited for, not written to.
    .for("key share");
  if (endpoints.length === 0) return [];
  const names = await namesOf(tx, tenantIds);
  return events.flatMap((event) =>
    endpoints.filter((endpoint) => wants(endpoint, event)).map((endpoint) => rowOf(endpoint, event)),
  );

  function rowOf({ tenantId, id: endpointId, kind }: Endpoint, event: Event) {
    return {
      tenantId,
      id: newId("dlv"),
      endpointId,
      eventId: event.id,
      type: event.type,
      body: bodyFor(kind, event, names.get(event.tenantId) ?? null),
      status: "waiting" as const,
      createdAt: now,
      dueAt: now,
    };
  }
}

function wants({ tenantId, types }: Endpoint, event: Event): boolean {
  if (tenantId !== PLATFORM_TENANT && tenantId !== event.tenantId) return false;
  return types === null || types.includes(event.type);
}
