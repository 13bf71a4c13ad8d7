import { query } from "#lib/core/operation.ts";
import { cutPage, type Page } from "#lib/core/page.ts";
import { afterEndpoint, selectEndpoints } from "./queries.ts";
import { ListEndpoints } from "./schemas.ts";
import { type EndpointView, toEndpointView } from "./view.ts";

/** The tenant's endpoints, newest first, without their secrets. */
export const listEndpoints = query({
  name: "webhook.list",
  on: "tenant",
  can: "webhooks:read",
  input: ListEndpoints,
  async run({ tx, now, tenantId }, { cursor, limit }): Promise<Page<EndpointView>> {
    const rows = await selectEndpoints(tx, tenantId, afterEndpoint(cursor), limit + 1);
    const position = ({ endpoint }: (typeof rows)[number]) => ({ at: endpoint.createdAt, id: endpoint.id });
    return cutPage(rows, limit, position, (row) => toEndpointView(row, now));
  },
});
