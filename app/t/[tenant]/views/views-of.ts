// The saved views of a screen, for whoever looks at it, in a tenant's area or on the platform.
import * as ofPlatform from "#app/admin/views/actions.ts";
import type { ScreenViews } from "#components/views/screen-views.ts";
import type { Screen } from "#lib/shared/view-screens.ts";
import { listSavedViews } from "#lib/views/list-saved-views.ts";
import type { Place } from "#lib/web/place.ts";
import { principalIn } from "#lib/web/principal.ts";
import { readOwn } from "#lib/web/read-own.ts";
import * as ofTenant from "./actions.ts";

export async function viewsOf(screen: Screen, place: Place): Promise<ScreenViews> {
  const views = await readOwn(listSavedViews, { screen }, place);
  const { permissions } = await principalIn(place);
  return { screen, place, views, maySave: permissions.has("keys:write_own"), actions: actionsIn(place) };
}

function actionsIn(place: Place): ScreenViews["actions"] {
  if (place !== "platform")
    return {
      create: ofTenant.createViewAction,
      update: ofTenant.updateViewAction,
      remove: ofTenant.removeViewAction,
    };
  return {
    create: ofPlatform.createViewOfPlatformAction,
    update: ofPlatform.updateViewOfPlatformAction,
    remove: ofPlatform.removeViewOfPlatformAction,
  };
}
