// One call by its moment and id, which together lead to its day's partition.
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { usageEvents as events } from "#db/schema/index.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { type CallView, toCallViews } from "./call-view.ts";
import { idOf } from "./id-of.ts";

export const CallName = z.strictObject({
  id: idOf("evt"),
  at: z.iso.datetime("Give the call’s moment in RFC 3339."),
});

export async function findNamedCall(
  { tx, tenantId }: QueryContext,
  { id, at }: z.output<typeof CallName>,
): Promise<CallView | null> {
  const whose = tenantId === PLATFORM_TENANT ? undefined : eq(events.tenantId, tenantId);
  const rows = await tx
    .select()
    .from(events)
    .where(and(whose, eq(events.at, new Date(at)), eq(events.id, id)))
    .limit(1);
  return (await toCallViews(tx, rows))[0] ?? null;
}
