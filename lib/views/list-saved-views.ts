import { and, asc, eq, getTableColumns, or } from "drizzle-orm";
import { savedViews, users } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import type { Id } from "#lib/shared/ids.ts";
import { SCREEN_NAMES, sightOf } from "#lib/shared/view-screens.ts";
import { requireSight, type SavedView, toSavedView } from "./saved-view.ts";
import { ListSavedViews } from "./schemas.ts";

const MOST = 500;

export interface ListedView extends SavedView {
  /** The name of the person whose it is. */
  owner: string;
}

/** Of a screen the person's own views and those that are shared, by name. A program sees what is shared. */
export const listSavedViews = query({
  name: "view.list",
  on: "tenant",
  can: [...new Set(SCREEN_NAMES.map(sightOf))],
  input: ListSavedViews,
  async run({ tx, tenantId, principal }, { screen }): Promise<ListedView[]> {
    requireSight(principal, screen);
    const { type, id } = principal.actor;
    const own = type === "user" && id ? eq(savedViews.userId, id as Id<"usr">) : undefined;
    const rows = await tx
      .select({ ...getTableColumns(savedViews), owner: users.name })
      .from(savedViews)
      .innerJoin(users, eq(users.id, savedViews.userId))
      .where(
        and(
          eq(savedViews.tenantId, tenantId),
          eq(savedViews.screen, screen),
          or(eq(savedViews.shared, true), own),
        ),
      )
      .orderBy(asc(savedViews.name), asc(savedViews.id))
      .limit(MOST);
    return rows.map(({ owner, ...row }) => ({ ...toSavedView(row, principal), owner }));
  },
});
