"use server";
// What staff can do on the usage page: save views, and ask what can be filtered by.
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { createSavedView } from "#lib/usage/create-saved-view.ts";
import { deleteSavedView } from "#lib/usage/delete-saved-view.ts";
import { platformUsageTop } from "#lib/usage/platform-usage-top.ts";
import { updateSavedView } from "#lib/usage/update-saved-view.ts";
import { action } from "#lib/web/action.ts";

export const platformUsageTopAction = action(platformUsageTop);
export const createViewOfPlatformAction = action(platformOwn(createSavedView), { refresh: true });
export const updateViewOfPlatformAction = action(platformOwn(updateSavedView), { refresh: true });
export const removeViewOfPlatformAction = action(platformOwn(deleteSavedView), { refresh: true });
