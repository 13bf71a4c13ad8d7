import type { webhookEndpoints } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { changeEndpoint } from "./change-endpoint.ts";
import { endpointUrl, shownUrl } from "./endpoint-url.ts";
import { endWaiting, writeEndpoint } from "./queries.ts";
import { replaceSecret } from "./replace-secret.ts";
import { UpdateEndpoint } from "./schemas.ts";

/** Changes an endpoint; what is left out stays. Enabling it lets bygones be: it counts as working again. */
export const updateEndpoint = command({
  name: "webhook.update",
  on: "tenant",
  can: "webhooks:write",
  input: UpdateEndpoint,
  run: (context, { endpointId, url: given, description, types, enabled }) =>
    changeEndpoint(context, endpointId, async (record) => {
      const { tx, now } = context;
      const { endpoint } = record;
      const change: Partial<typeof webhookEndpoints.$inferInsert> = {};
      const url = given === undefined ? null : await endpointUrl(context, given);
      if (url !== null && endpoint.kind === "slack") await replaceSecret(context, record, url, 0);
      if (url !== null) change.url = shownUrl(endpoint.kind, url);
      if (description !== undefined) change.description = description;
      if (types !== undefined) change.types = types;
      if (enabled !== undefined && enabled !== (endpoint.disabledAt === null)) {
        change.disabledAt = enabled ? null : now;
        change.disabledReason = enabled ? null : "person";
        change.failingSince = null;
        if (!enabled) await endWaiting(tx, endpoint, now);
      }
      if (Object.keys(change).length === 0) return false;
      await writeEndpoint(tx, endpoint, { ...change, updatedAt: now });
      return true;
    }),
});
