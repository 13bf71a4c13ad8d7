import { and, eq, gte } from "drizzle-orm";
import { webhookDeliveries } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { lockEndpoint } from "./queries.ts";
import { replay } from "./replay.ts";
import { ReplayFailed } from "./schemas.ts";

/** Sends every message again that failed since a moment. */
export const replayFailed = command({
  name: "webhook.replay_failed",
  on: "tenant",
  can: "webhooks:write",
  input: ReplayFailed,
  async run({ tx, now, tenantId, audit, unchanged }, { endpointId, since }): Promise<{ replayed: number }> {
    const { endpoint } = await lockEndpoint(tx, tenantId, endpointId);
    const { status, createdAt, test } = webhookDeliveries;
    const failed = and(eq(status, "failed"), eq(test, false), gte(createdAt, new Date(since)));
    const replayed = await replay(tx, endpoint, failed, now);
    const target = { type: "webhook", id: endpoint.id, label: endpoint.description || endpoint.url };
    if (replayed === 0) unchanged();
    else audit({ target, after: { since, replayed } });
    return { replayed };
  },
});
