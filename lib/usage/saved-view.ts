// A saved view as people see it: their own, and those that others share with them.
import { and, eq } from "drizzle-orm";
import { usageViews } from "#db/schema/index.ts";
import { DomainError, notFound } from "#lib/core/errors.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import type { Principal } from "#lib/core/principal.ts";
import type { Id } from "#lib/shared/ids.ts";

export type SavedViewRow = typeof usageViews.$inferSelect;

export interface SavedView {
  /** Begins with view_. */
  id: Id<"view">;
  name: string;
  /** The parameters of the page, as in its address, without a question mark. */
  search: string;
  shared: boolean;
  /** Whether it is the reader's own, and so theirs to change. */
  mine: boolean;
}

export function toSavedView(row: SavedViewRow, principal: Principal): SavedView {
  const { id, name, search, shared, userId } = row;
  return { id, name, search, shared, mine: userId === principal.actor.id };
}

/** Views belong to people. Throws `forbidden` for a program. */
export function personOf({ actor }: Principal): Id<"usr"> {
  if (actor.type !== "user" || !actor.id) throw new DomainError("forbidden", "Only a person has views.");
  return actor.id as Id<"usr">;
}

/** The person's own view, locked. Throws `not_found` also for one that another person shares. */
export async function lockOwnView(
  { tx, tenantId, principal }: QueryContext,
  id: Id<"view">,
): Promise<SavedViewRow> {
  const [row] = await tx
    .select()
    .from(usageViews)
    .where(and(eq(usageViews.tenantId, tenantId), eq(usageViews.id, id)))
    .for("update");
  if (row?.userId !== personOf(principal)) throw notFound("view");
  return row;
}
