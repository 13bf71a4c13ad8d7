import { and, asc, eq, or } from "drizzle-orm";
import { z } from "zod";
import { usageViews } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import type { Id } from "#lib/shared/ids.ts";
import { type SavedView, toSavedView } from "./saved-view.ts";

const MOST = 500;

/** The person's own views and those that are shared, by name. A program sees what is shared. */
export const listSavedViews = query({
  name: "usage.views",
  on: "tenant",
  can: "usage:read",
  input: z.strictObject({}),
  async run({ tx, tenantId, principal }): Promise<SavedView[]> {
    const { type, id } = principal.actor;
    const own = type === "user" && id ? eq(usageViews.userId, id as Id<"usr">) : undefined;
    const rows = await tx
      .select()
      .from(usageViews)
      .where(and(eq(usageViews.tenantId, tenantId), or(eq(usageViews.shared, true), own)))
      .orderBy(asc(usageViews.name), asc(usageViews.id))
      .limit(MOST);
    return rows.map((row) => toSavedView(row, principal));
  },
});
