import { and, count, eq } from "drizzle-orm";
import { usageViews } from "#db/schema/index.ts";
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { newId } from "#lib/shared/ids.ts";
import { personOf, type SavedView, toSavedView } from "./saved-view.ts";
import { CreateSavedView } from "./saved-view-schemas.ts";

const MOST = 100;

/** Keeps what a usage page shows under a name; for the person alone unless it is shared. Not for those who only look. */
export const createSavedView = command({
  name: "usage.create_view",
  on: "tenant",
  can: "keys:write_own",
  input: CreateSavedView,
  async run({ tx, now, tenantId, principal, audit }, wished): Promise<SavedView> {
    const userId = personOf(principal);
    const own = and(eq(usageViews.tenantId, tenantId), eq(usageViews.userId, userId));
    const [stored] = await tx.select({ views: count() }).from(usageViews).where(own);
    if (stored && stored.views >= MOST)
      throw new DomainError("conflict", `You have ${MOST} views. Delete one first.`);
    const row = { ...wished, tenantId, id: newId("view"), userId, createdAt: now, updatedAt: now };
    await tx.insert(usageViews).values(row);
    const view = toSavedView(row, principal);
    audit({ target: { type: "usage_view", id: view.id, label: view.name }, after: view });
    return view;
  },
});
