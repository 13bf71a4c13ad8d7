import { and, count, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { alerts } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";

/** How many fire that nobody has taken on: by an index that holds those that fire and no others. */
export const countAlerts = query({
  name: "alert.count",
  on: "tenant",
  can: "alerts:read",
  input: z.strictObject({}),
  async run({ tx, tenantId }): Promise<{ open: number }> {
    const [row] = await tx
      .select({ open: count() })
      .from(alerts)
      .where(
        and(
          eq(alerts.tenantId, tenantId),
          alerts.firing,
          isNull(alerts.acknowledgedAt),
          eq(alerts.muted, false),
        ),
      );
    return { open: row?.open ?? 0 };
  },
});
