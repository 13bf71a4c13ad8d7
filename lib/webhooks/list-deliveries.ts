import { and, eq } from "drizzle-orm";
import { webhookDeliveries } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { cutPage, type Page } from "#lib/core/page.ts";
import { afterDelivery, readEndpoint, selectDeliveries } from "./queries.ts";
import { ListDeliveries } from "./schemas.ts";
import { type DeliveryView, toDeliveryView } from "./view.ts";

/** What an endpoint was sent in the last 30 days, newest first. */
export const listDeliveries = query({
  name: "webhook.list_deliveries",
  on: "tenant",
  can: "webhooks:read",
  input: ListDeliveries,
  async run({ tx, tenantId }, { endpointId, status, cursor, limit }): Promise<Page<DeliveryView>> {
    const { endpoint } = await readEndpoint(tx, tenantId, endpointId);
    const where = and(status && eq(webhookDeliveries.status, status), afterDelivery(cursor));
    const rows = await selectDeliveries(tx, endpoint, where, limit + 1);
    return cutPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }), toDeliveryView);
  },
});
