import { and, eq } from "drizzle-orm";
import { usageViews } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { lockOwnView, type SavedView, toSavedView } from "./saved-view.ts";
import { UpdateSavedView } from "./saved-view-schemas.ts";

/** Renames a view of one's own, shares it or keeps it to oneself, or lets it show something else. */
export const updateSavedView = command({
  name: "usage.update_view",
  on: "tenant",
  can: "keys:write_own",
  input: UpdateSavedView,
  async run(context, { viewId, ...wished }): Promise<SavedView> {
    const { tx, now, tenantId, principal, audit, unchanged } = context;
    const row = await lockOwnView(context, viewId);
    const [before, next] = [toSavedView(row, principal), { ...row, ...given(wished), updatedAt: now }];
    const after = toSavedView(next, principal);
    if (JSON.stringify(before) === JSON.stringify(after)) {
      unchanged();
      return before;
    }
    const { name, search, shared, updatedAt } = next;
    await tx
      .update(usageViews)
      .set({ name, search, shared, updatedAt })
      .where(and(eq(usageViews.tenantId, tenantId), eq(usageViews.id, viewId)));
    audit({ target: { type: "usage_view", id: viewId, label: after.name }, before, after });
    return after;
  },
});

const given = <T extends object>(wished: T) =>
  Object.fromEntries(Object.entries(wished).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
