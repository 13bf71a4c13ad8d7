import type { Metadata } from "next";
import { Suspense } from "react";
import { RecentActivity, RecentActivityCard } from "#components/audit/recent-activity.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { PendingArea } from "#components/shell/pending.tsx";
import { NewestTenants } from "#components/system/newest-tenants.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { OverviewChart } from "#components/usage/overview-chart.tsx";
import { PlatformTiles } from "#components/usage/platform-tiles.tsx";
import { ChartSkeleton, ListSkeleton, TilesSkeleton } from "#components/usage/skeletons.tsx";
import { TopPanel } from "#components/usage/top-panel.tsx";
import { listPlatformAudit } from "#lib/audit/list-platform-audit.ts";
import { listTenants } from "#lib/tenants/list-tenants.ts";
import { type Search, usageSearch } from "#lib/usage/usage-search.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { platformReads as reads } from "./usage/reads.ts";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage(props: { searchParams: Promise<Search> }) {
  const viewer = await viewerIn("platform");
  const zone = viewer.user.timeZone ?? "UTC";
  const { question } = usageSearch(await props.searchParams, zone, true);
  const ask = { zone: question.zone, environment: question.environment };
  const now = new Date().toISOString();
  const series = reads.series({ ...ask, groupBy: "outcome" });
  return (
    <Page>
      <PageHeader title="Overview" description="All tenants in the last 30 days." />
      <PendingArea>
        <Suspense fallback={<TilesSkeleton />}>
          <PlatformTiles
            load={reads.totals({ ...ask, compare: "previous" })}
            trend={series}
            usageHref="/admin/usage"
          />
        </Suspense>
        <Suspense fallback={<ChartSkeleton heightClass="h-60" />}>
          <OverviewChart load={series} usageHref="/admin/usage" />
        </Suspense>
        <div className="grid gap-5 lg:grid-cols-2 xl:grid-cols-3">
          <Card>
            <CardHeader title="Top tenants" description="By calls" />
            <CardContent>
              <Suspense fallback={<ListSkeleton />}>
                <TopPanel
                  load={reads.top({ ...ask, by: "tenant", most: 8 })}
                  label="Top tenants"
                  hrefOf={(tenant) => `/admin/usage?tenant=${tenant}`}
                />
              </Suspense>
            </CardContent>
          </Card>
          <Card>
            <CardHeader title="Newest tenants" />
            <CardContent>
              <Suspense fallback={<ListSkeleton />}>
                <NewestTenants load={read(listTenants, { limit: 5 }, "platform")} timeZone={zone} now={now} />
              </Suspense>
            </CardContent>
          </Card>
          <RecentActivityCard auditHref="/admin/audit">
            <Suspense fallback={<ListSkeleton />}>
              <RecentActivity
                load={read(listPlatformAudit, { limit: 6 }, "platform")}
                auditHref="/admin/audit"
                timeZone={zone}
                now={now}
                showTenant
              />
            </Suspense>
          </RecentActivityCard>
        </div>
      </PendingArea>
    </Page>
  );
}
