// Throws away what was told long ago. What still waits then is older than any schedule, and goes with it.
import { lt } from "drizzle-orm";
import { z } from "zod";
import { webhookDeliveries, webhookEvents } from "#db/schema/index.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { command } from "#lib/core/operation.ts";

const KEPT_DAYS = 30;

export const sweepWebhooks = command({
  name: "webhook.sweep",
  on: "platform",
  can: "system:write",
  input: z.strictObject({}),
  async run({ tx, now, unchanged }): Promise<{ events: number; deliveries: number }> {
    unchanged();
    const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS);
    const events = await tx.delete(webhookEvents).where(lt(webhookEvents.createdAt, before));
    const deliveries = await tx.delete(webhookDeliveries).where(lt(webhookDeliveries.createdAt, before));
    return { events: events.count, deliveries: deliveries.count };
  },
});
