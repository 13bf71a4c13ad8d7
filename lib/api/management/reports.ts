// The paths of links to reports.
import { pageOf } from "#lib/core/page.ts";
import { createReport } from "#lib/reports/create-report.ts";
import { listReports } from "#lib/reports/list-reports.ts";
import { revokeReport } from "#lib/reports/revoke-report.ts";
import { ReportView, ReportWithLink } from "#lib/reports/view.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const tag = "Usage";

export const reportEndpoints: Endpoint[] = [
  {
    method: "POST",
    path: "/v1/reports",
    tag,
    summary: "Make a link that shows one view of a tenant’s usage to whoever holds it. It is sent once.",
    where: "named",
    forTenant: call(createReport),
    answer: { name: "ReportWithLink", schema: ReportWithLink },
    status: 201,
    repeatable: true,
  },
  {
    method: "GET",
    path: "/v1/reports",
    tag,
    summary: "List a tenant’s links to reports, newest first, with when they were last opened.",
    where: "named",
    forTenant: call(listReports),
    answer: { name: "ReportPage", schema: pageOf(ReportView) },
  },
  {
    method: "POST",
    path: "/v1/reports/:id/revoke",
    tag,
    summary: "End a link to a report for good.",
    where: "named",
    params: { id: "reportId" },
    forTenant: call(revokeReport),
    answer: { name: "Report", schema: ReportView },
  },
];
