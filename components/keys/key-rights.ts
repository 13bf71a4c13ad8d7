// What the person who looks may do with keys. Buttons follow it; the server asks again.
import type { KeyView } from "#lib/keys/view.ts";
import type { Permission } from "#lib/shared/permissions.ts";

export interface KeyRights {
  /** May make keys. */
  create: boolean;
  /** May change every key, not only their own. */
  all: boolean;
  userId: string;
}

export function keyRights(viewer: { user: { id: string }; permissions: Permission[] }): KeyRights {
  const all = viewer.permissions.includes("keys:write");
  return { all, create: all || viewer.permissions.includes("keys:write_own"), userId: viewer.user.id };
}

export function mayChange(rights: KeyRights, key: KeyView): boolean {
  return rights.all || (rights.create && key.createdBy.id === rights.userId);
}
