// A saved view as people see it: their own, and those that others share with them.
import { and, eq } from "drizzle-orm";
import { savedViews } from "#db/schema/index.ts";
import { DomainError, notFound } from "#lib/core/errors.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import type { Principal } from "#lib/core/principal.ts";
import type { Id } from "#lib/shared/ids.ts";
import { type Screen, sightOf, viewText } from "#lib/shared/view-screens.ts";

export type SavedViewRow = typeof savedViews.$inferSelect;

export interface SavedView {
  /** Begins with view_. */
  id: Id<"view">;
  screen: Screen;
  name: string;
  /** The parameters of the page, as in its address, without a question mark. */
  search: string;
  shared: boolean;
  /** Whether it is the reader's own, and so theirs to change. */
  mine: boolean;
}

export function toSavedView(row: SavedViewRow, principal: Principal): SavedView {
  const { id, screen, name, search, shared, userId } = row;
  return { id, screen, name, search, shared, mine: userId === principal.actor.id };
}

/** Of an address what the screen understands. */
export const searchOf = (screen: Screen, search: string) => viewText(screen, new URLSearchParams(search));

/** Views belong to people. Throws `forbidden` for a program. */
export function personOf({ actor }: Principal): Id<"usr"> {
  if (actor.type !== "user" || !actor.id) throw new DomainError("forbidden", "Only a person has views.");
  return actor.id as Id<"usr">;
}

/** Who may not look at a screen has no views of it. Throws `forbidden`. */
export function requireSight({ permissions }: Principal, screen: Screen): void {
  const needed = sightOf(screen);
  if (!permissions.has(needed)) throw new DomainError("forbidden", `This needs the permission ${needed}.`);
}

/** The person's own view, locked. Throws `not_found` also for one that another person shares. */
export async function lockOwnView(
  { tx, tenantId, principal }: QueryContext,
  id: Id<"view">,
): Promise<SavedViewRow> {
  const [row] = await tx
    .select()
    .from(savedViews)
    .where(and(eq(savedViews.tenantId, tenantId), eq(savedViews.id, id)))
    .for("update");
  if (row?.userId !== personOf(principal)) throw notFound("view");
  return row;
}
