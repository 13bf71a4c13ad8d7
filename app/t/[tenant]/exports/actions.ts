"use server";
// What a tenant can do with files that it asked for.
import { deleteExport } from "#lib/exports/delete-export.ts";
import { requestExport } from "#lib/exports/request-export.ts";
import { action } from "#lib/web/action.ts";

export const requestExportAction = action(requestExport);
export const deleteExportAction = action(deleteExport, { refresh: true });
