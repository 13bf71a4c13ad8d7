import { query } from "#lib/core/operation.ts";
import { readEndpoint } from "./queries.ts";
import { EndpointTarget } from "./schemas.ts";
import { toEndpointView } from "./view.ts";

/** One endpoint of the tenant, without its secret. */
export const getEndpoint = query({
  name: "webhook.get",
  on: "tenant",
  can: "webhooks:read",
  input: EndpointTarget,
  run: async ({ tx, now, tenantId }, { endpointId }) =>
    toEndpointView(await readEndpoint(tx, tenantId, endpointId), now),
});
