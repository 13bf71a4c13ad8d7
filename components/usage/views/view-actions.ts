// What can be done with saved views; an area binds it to its server actions.
import type { Act } from "#components/form/act.ts";
import type { SavedView } from "#lib/usage/saved-view.ts";

export interface ViewActions {
  create: Act<{ name: string; search: string; shared?: boolean }, SavedView>;
  update: Act<{ viewId: SavedView["id"]; name?: string; search?: string; shared?: boolean }, SavedView>;
  remove: Act<{ viewId: SavedView["id"] }, SavedView>;
}
