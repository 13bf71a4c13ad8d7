"use server";
// What people can do on the usage page: save views, and ask what can be filtered by.
import { createSavedView } from "#lib/usage/create-saved-view.ts";
import { deleteSavedView } from "#lib/usage/delete-saved-view.ts";
import { updateSavedView } from "#lib/usage/update-saved-view.ts";
import { usageTop } from "#lib/usage/usage-top.ts";
import { action } from "#lib/web/action.ts";

export const usageTopAction = action(usageTop);
export const createViewAction = action(createSavedView, { refresh: true });
export const updateViewAction = action(updateSavedView, { refresh: true });
export const removeViewAction = action(deleteSavedView, { refresh: true });
