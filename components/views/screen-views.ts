// The saved views of a screen as it shows them, and what can be done with them; an area binds that to its server actions.
import type { Act } from "#components/form/act.ts";
import type { Screen } from "#lib/shared/view-screens.ts";
import type { ListedView } from "#lib/views/list-saved-views.ts";
import type { SavedView } from "#lib/views/saved-view.ts";
import type { Place } from "#lib/web/place.ts";

export interface ScreenViews {
  screen: Screen;
  /** Where the views stand: a tenant's, or the platform's own. */
  place: Place;
  views: ListedView[];
  actions: ViewActions;
  /** Whether the person may save views, besides opening those that others share. */
  maySave: boolean;
}

export interface ViewActions {
  create: Act<{ screen: Screen; name: string; search: string; shared?: boolean }, SavedView>;
  update: Act<{ viewId: SavedView["id"]; name?: string; search?: string; shared?: boolean }, SavedView>;
  remove: Act<{ viewId: SavedView["id"] }, SavedView>;
}
