// A call of a language model, as it stands in the ledger.
import { and, desc, eq, gte } from "drizzle-orm";
import { modelCalls } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import type { Id } from "#lib/shared/ids.ts";

export type ModelCallRow = typeof modelCalls.$inferSelect;

/** The one of that id, which is that of its usage event. */
export async function readStoredCall(
  tx: Tx,
  tenantId: Id<"ten">,
  id: Id<"evt">,
): Promise<ModelCallRow | null> {
  const [row] = await tx
    .select()
    .from(modelCalls)
    .where(and(eq(modelCalls.tenantId, tenantId), eq(modelCalls.id, id)));
  return row ?? null;
}

/** The newest of a request id since then. */
export async function findStoredCall(
  tx: Tx,
  tenantId: Id<"ten">,
  requestId: string,
  since: Date,
): Promise<ModelCallRow | null> {
  const [row] = await tx
    .select()
    .from(modelCalls)
    .where(
      and(eq(modelCalls.tenantId, tenantId), gte(modelCalls.at, since), eq(modelCalls.requestId, requestId)),
    )
    .orderBy(desc(modelCalls.at))
    .limit(1);
  return row ?? null;
}
