import { webhookDeliveries } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { newId } from "#lib/shared/ids.ts";
import { bodyFor, namesOf } from "./message.ts";
import { lockEndpoint } from "./queries.ts";
import { requireEnabled } from "./replay.ts";
import { EndpointTarget } from "./schemas.ts";
import { type DeliveryView, toDeliveryView } from "./view.ts";

/** Sends a message that tells of nothing, once, to try an endpoint out. The delivery shows what came of it. */
export const testEndpoint = command({
  name: "webhook.test",
  on: "tenant",
  can: "webhooks:write",
  input: EndpointTarget,
  async run({ tx, now, tenantId, principal, audit }, { endpointId }): Promise<DeliveryView> {
    const { endpoint } = await lockEndpoint(tx, tenantId, endpointId);
    requireEnabled(endpoint);
    const by = { type: principal.actor.type, label: principal.actor.label };
    const event = { type: "webhook.test" as const, createdAt: now, data: { endpoint: endpoint.id, by } };
    const names = await namesOf(tx, [tenantId]);
    const [row] = await tx
      .insert(webhookDeliveries)
      .values({
        tenantId,
        id: newId("dlv"),
        endpointId: endpoint.id,
        eventId: newId("msg"),
        type: event.type,
        body: bodyFor(endpoint.kind, event, names.get(tenantId) ?? null),
        status: "waiting",
        createdAt: now,
        dueAt: now,
        test: true,
      })
      .returning();
    if (!row) throw new Error("the test was not stored");
    const view = toDeliveryView(row);
    audit({
      target: { type: "webhook", id: endpoint.id, label: endpoint.description || endpoint.url },
      after: { delivery: view.id },
    });
    return view;
  },
});
