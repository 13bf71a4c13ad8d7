"use server";
// What a tenant can do with links to its reports.
import { createReport } from "#lib/reports/create-report.ts";
import { revokeReport } from "#lib/reports/revoke-report.ts";
import { action } from "#lib/web/action.ts";

export const createReportAction = action(createReport);
export const revokeReportAction = action(revokeReport, { refresh: true });
