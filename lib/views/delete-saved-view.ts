import { and, eq } from "drizzle-orm";
import { savedViews } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { lockOwnView, type SavedView, toSavedView } from "./saved-view.ts";
import { SavedViewTarget } from "./schemas.ts";

/** Forgets a view of one's own, for everybody with whom it is shared too. */
export const deleteSavedView = command({
  name: "view.delete",
  on: "tenant",
  can: "keys:write_own",
  input: SavedViewTarget,
  async run(context, { viewId }): Promise<SavedView> {
    const { tx, tenantId, principal, audit } = context;
    const before = toSavedView(await lockOwnView(context, viewId), principal);
    await tx.delete(savedViews).where(and(eq(savedViews.tenantId, tenantId), eq(savedViews.id, viewId)));
    audit({ target: { type: "view", id: viewId, label: before.name }, before });
    return before;
  },
});
