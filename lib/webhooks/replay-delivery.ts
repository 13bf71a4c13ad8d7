import { eq } from "drizzle-orm";
import { webhookDeliveries } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { lockEndpoint, readDelivery } from "./queries.ts";
import { replay } from "./replay.ts";
import { DeliveryTarget } from "./schemas.ts";
import { type DeliveryView, toDeliveryView } from "./view.ts";

/** Sends one message again. One that waits already stays as it is. */
export const replayDelivery = command({
  name: "webhook.replay",
  on: "tenant",
  can: "webhooks:write",
  input: DeliveryTarget,
  async run({ tx, now, tenantId, audit, unchanged }, target): Promise<DeliveryView> {
    const { id: deliveryId } = await readDelivery(tx, tenantId, target);
    const { endpoint } = await lockEndpoint(tx, tenantId, target.endpointId);
    const count = await replay(tx, endpoint, eq(webhookDeliveries.id, deliveryId), now);
    const view = toDeliveryView(await readDelivery(tx, tenantId, target));
    if (count === 0) unchanged();
    else
      audit({
        target: { type: "webhook", id: endpoint.id, label: endpoint.description || endpoint.url },
        after: { delivery: view.id, message: view.messageId, type: view.type },
      });
    return view;
  },
});
