"use server";
// What people can do with the saved views of any screen.
import { createSavedView } from "#lib/views/create-saved-view.ts";
import { deleteSavedView } from "#lib/views/delete-saved-view.ts";
import { updateSavedView } from "#lib/views/update-saved-view.ts";
import { action } from "#lib/web/action.ts";

export const createViewAction = action(createSavedView, { refresh: true });
export const updateViewAction = action(updateSavedView, { refresh: true });
export const removeViewAction = action(deleteSavedView, { refresh: true });
