// Sends messages again that are over: with the same id and body, and a whole schedule of attempts before them.
import { and, eq, ne, type SQL } from "drizzle-orm";
import { webhookDeliveries } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { DomainError } from "#lib/core/errors.ts";
import type { EndpointRow } from "./view.ts";

/** Throws `conflict` for an endpoint that is sent nothing. Returns how many are sent again. */
export async function replay(
  tx: Tx,
  { tenantId, id, disabledAt }: EndpointRow,
  which: SQL | undefined,
  now: Date,
): Promise<number> {
  requireEnabled({ disabledAt });
  const rows = await tx
    .update(webhookDeliveries)
    .set({ status: "waiting", dueAt: now, tries: 0, finishedAt: null })
    .where(
      and(
        eq(webhookDeliveries.tenantId, tenantId),
        eq(webhookDeliveries.endpointId, id),
        ne(webhookDeliveries.status, "waiting"),
        which,
      ),
    )
    .returning({ id: webhookDeliveries.id });
  return rows.length;
}

export function requireEnabled({ disabledAt }: Pick<EndpointRow, "disabledAt">): void {
  if (disabledAt) throw new DomainError("conflict", "This endpoint is disabled. Enable it first.");
}
