"use server";
// What staff can do with files that the platform asked for.
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { deleteExport } from "#lib/exports/delete-export.ts";
import { requestExport } from "#lib/exports/request-export.ts";
import { action } from "#lib/web/action.ts";

export const requestExportOfPlatformAction = action(platformOwn(requestExport));
export const deleteExportOfPlatformAction = action(platformOwn(deleteExport), { refresh: true });
