import { and, count, eq } from "drizzle-orm";
import { savedViews } from "#db/schema/index.ts";
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { newId } from "#lib/shared/ids.ts";
import { personOf, requireSight, type SavedView, searchOf, toSavedView } from "./saved-view.ts";
import { CreateSavedView } from "./schemas.ts";

const MOST = 100;

/** Keeps what a screen shows under a name; for the person alone unless it is shared. Not for those who only look. */
export const createSavedView = command({
  name: "view.create",
  on: "tenant",
  can: "keys:write_own",
  input: CreateSavedView,
  async run({ tx, now, tenantId, principal, audit }, { screen, name, search, shared }): Promise<SavedView> {
    const userId = personOf(principal);
    requireSight(principal, screen);
    const own = [eq(savedViews.tenantId, tenantId), eq(savedViews.userId, userId)];
    const [stored] = await tx
      .select({ views: count() })
      .from(savedViews)
      .where(and(...own, eq(savedViews.screen, screen)));
    if (stored && stored.views >= MOST)
      throw new DomainError("conflict", `You have ${MOST} views here. Delete one first.`);
    const wished = { screen, name, search: searchOf(screen, search), shared };
    const row = { ...wished, tenantId, id: newId("view"), userId, createdAt: now, updatedAt: now };
    await tx.insert(savedViews).values(row);
    const view = toSavedView(row, principal);
    audit({ target: { type: "view", id: view.id, label: view.name }, after: view });
    return view;
  },
});
