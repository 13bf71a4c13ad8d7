import { and, eq } from "drizzle-orm";
import { webhookEndpoints } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { lockEndpoint } from "./queries.ts";
import { EndpointTarget } from "./schemas.ts";
import { type EndpointView, toEndpointView } from "./view.ts";

/** Ends an endpoint for good, with its secrets and the log of what it was sent. */
export const deleteEndpoint = command({
  name: "webhook.delete",
  on: "tenant",
  can: "webhooks:write",
  input: EndpointTarget,
  async run({ tx, now, tenantId, audit }, { endpointId }): Promise<EndpointView> {
    const record = await lockEndpoint(tx, tenantId, endpointId);
    const before = toEndpointView(record, now);
    await tx
      .delete(webhookEndpoints)
      .where(and(eq(webhookEndpoints.tenantId, tenantId), eq(webhookEndpoints.id, record.endpoint.id)));
    audit({ target: { type: "webhook", id: before.id, label: before.description || before.url }, before });
    return before;
  },
});
