import { query } from "#lib/core/operation.ts";
import { attemptsOf, readDelivery } from "./queries.ts";
import { DeliveryTarget } from "./schemas.ts";
import { toDeliveryDetail } from "./view.ts";

/** One message with its body, and every attempt to hand it over. */
export const getDelivery = query({
  name: "webhook.get_delivery",
  on: "tenant",
  can: "webhooks:read",
  input: DeliveryTarget,
  async run({ tx, tenantId }, target) {
    const row = await readDelivery(tx, tenantId, target);
    return toDeliveryDetail(row, await attemptsOf(tx, row));
  },
});
