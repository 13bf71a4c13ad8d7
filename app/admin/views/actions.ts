"use server";
// What staff can do with the saved views of any screen of the platform.
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { createSavedView } from "#lib/views/create-saved-view.ts";
import { deleteSavedView } from "#lib/views/delete-saved-view.ts";
import { updateSavedView } from "#lib/views/update-saved-view.ts";
import { action } from "#lib/web/action.ts";

export const createViewOfPlatformAction = action(platformOwn(createSavedView), { refresh: true });
export const updateViewOfPlatformAction = action(platformOwn(updateSavedView), { refresh: true });
export const removeViewOfPlatformAction = action(platformOwn(deleteSavedView), { refresh: true });
