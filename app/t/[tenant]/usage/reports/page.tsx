import type { Metadata } from "next";
import { type Search, textOf } from "#components/keys/list/key-filters.ts";
import { ReportsTable } from "#components/reports/reports-table.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { listReports } from "#lib/reports/list-reports.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { revokeReportAction } from "./actions.ts";

export const metadata: Metadata = { title: "Shared reports" };

export default async function ReportsPage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Search>;
}) {
  const place = { tenant: (await props.params).tenant };
  const cursor = textOf(await props.searchParams, "after");
  const [viewer, reports] = await Promise.all([viewerIn(place), read(listReports, { cursor }, place)]);
  const usageHref = `/t/${place.tenant}/usage`;
  return (
    <Page>
      <PageHeader
        title="Shared reports"
        breadcrumbs={[{ label: "Usage", href: usageHref }]}
        description="Links that show a view of usage to whoever holds them, without signing in, until they run out."
      />
      <ReportsTable
        rows={reports.items}
        nextCursor={reports.nextCursor}
        place={place}
        usageHref={usageHref}
        revoke={revokeReportAction}
        now={new Date().toISOString()}
        timeZone={viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC"}
      />
    </Page>
  );
}
