import { and, eq } from "drizzle-orm";
import { savedViews } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { lockOwnView, type SavedView, searchOf, toSavedView } from "./saved-view.ts";
import { UpdateSavedView } from "./schemas.ts";

/** Renames a view of one's own, shares it or keeps it to oneself, or lets it show something else of its screen. */
export const updateSavedView = command({
  name: "view.update",
  on: "tenant",
  can: "keys:write_own",
  input: UpdateSavedView,
  async run(context, { viewId, ...wished }): Promise<SavedView> {
    const { tx, now, tenantId, principal, audit, unchanged } = context;
    const row = await lockOwnView(context, viewId);
    const name = wished.name ?? row.name;
    const search = wished.search === undefined ? row.search : searchOf(row.screen, wished.search);
    const shared = wished.shared ?? row.shared;
    const before = toSavedView(row, principal);
    const after: SavedView = { ...before, name, search, shared };
    if (JSON.stringify(before) === JSON.stringify(after)) {
      unchanged();
      return before;
    }
    await tx
      .update(savedViews)
      .set({ name, search, shared, updatedAt: now })
      .where(and(eq(savedViews.tenantId, tenantId), eq(savedViews.id, viewId)));
    audit({ target: { type: "view", id: viewId, label: name }, before, after });
    return after;
  },
});
