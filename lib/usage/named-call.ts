// One call by its moment and id, which together lead to its day's partition.
import { z } from "zod";
import type { QueryContext } from "#lib/core/operation.ts";
import { PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { type CallView, toCallViews } from "./call-view.ts";
import { type ModelCallView, toModelCallView } from "./find-model-call.ts";
import { idOf } from "./id-of.ts";
import { usage } from "./postgres-usage.ts";

export const CallName = z.strictObject({
  id: idOf("evt"),
  at: z.iso.datetime("Give the call’s moment in RFC 3339."),
});

/** `model`: what it used of a language model; null where it used none. */
export type NamedCall = CallView & { model: ModelCallView | null };

export async function findNamedCall(
  { tx, tenantId }: QueryContext,
  { id, at }: z.output<typeof CallName>,
): Promise<NamedCall | null> {
  const tenants = tenantId === PLATFORM_TENANT ? undefined : [tenantId];
  const rows = await usage.list(tx, { tenants, only: { at: new Date(at), id }, limit: 1 });
  const [row] = rows;
  if (!row) return null;
  const [views, used] = [await toCallViews(tx, [row]), await usage.modelUse(tx, row.tenantId, row.id)];
  return { ...views[0]!, model: used && toModelCallView(used) };
}
