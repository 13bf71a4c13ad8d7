import type { Metadata } from "next";
import Link from "next/link";
import { type ReactNode, Suspense } from "react";
import { RecentActivity, RecentActivityCard } from "#components/audit/recent-activity.tsx";
import { LazyRangePicker } from "#components/chart/lazy-range-picker.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { PendingArea } from "#components/shell/pending.tsx";
import { NewestTenants } from "#components/system/newest-tenants.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { hrefWith } from "#components/usage/address.ts";
import { alertHref } from "#components/usage/alert-href.ts";
import type { Explorer } from "#components/usage/explorer.ts";
import { FiringAlerts } from "#components/usage/firing-alerts.tsx";
import { MeteringLag } from "#components/usage/metering-lag.tsx";
import { MetricTiles } from "#components/usage/metric-tiles.tsx";
import { MoversPanel } from "#components/usage/movers-panel.tsx";
import { OverviewChart } from "#components/usage/overview-chart.tsx";
import { RankingPanel } from "#components/usage/ranking-panel.tsx";
import { ChartSkeleton, ListSkeleton, TilesSkeleton } from "#components/usage/skeletons.tsx";
import { whenWords } from "#components/usage/words.ts";
import { listAlerts } from "#lib/alerts/list-alerts.ts";
import { listPlatformAudit } from "#lib/audit/list-platform-audit.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { systemStatus } from "#lib/system/system-status.ts";
import { listTenants } from "#lib/tenants/list-tenants.ts";
import { resolveRange } from "#lib/usage/range.ts";
import { fitChoice, fitsChoice } from "#lib/usage/usage-fit.ts";
import { type Search, usageSearch } from "#lib/usage/usage-search.ts";
import { toRangeView } from "#lib/usage/view-range.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { platformReads as reads } from "./usage/reads.ts";

export const metadata: Metadata = { title: "Overview" };

const TILES = ["calls", "refusals", "p95", "cost"] as const;

export default async function OverviewPage(props: { searchParams: Promise<Search> }) {
  const viewer = await viewerIn("platform");
  const zone = viewer.user.timeZone ?? "UTC";
  const search = await props.searchParams;
  const { question } = usageSearch(search, zone, true);
  const { range, from, to } = question;
  const ask = { range, from, to, zone: question.zone, environment: question.environment };
  const moment = new Date();
  const shown = toRangeView(resolveRange(ask, ask.zone ?? zone, moment));
  const now = moment.toISOString();
  const explorer: Explorer = {
    address: { path: "/admin/usage", search: { env: search.env, range, from, to } },
    question: ask,
    metric: "calls",
    group: "outcome",
    platform: true,
    fit: (choice, keep) => fitChoice(choice, keep, moment),
    fits: (choice) => fitsChoice(choice, moment),
    logsPath: "/admin/logs",
    newRulePath: viewer.permissions.includes("alerts:write") ? "/admin/alerts/new" : undefined,
  };
  return (
    <Page>
      <PageHeader
        title="Overview"
        description={`All tenants ${whenWords(shown)}.`}
        actions={<LazyRangePicker defaultRange="30d" timeZone={shown.zone} />}
      />
      <PendingArea>
        <Suspense fallback={<TilesSkeleton />}>
          <MetricTiles
            explorer={explorer}
            compare="previous"
            overview
            load={TILES.map((metric) =>
              reads.series({ ...ask, metric, groupBy: "none", compare: "previous" }),
            )}
          />
        </Suspense>
        <Suspense fallback={<ChartSkeleton heightClass="h-60" />}>
          <OverviewChart
            load={reads.series({ ...ask, groupBy: "outcome" })}
            usageHref={hrefWith(explorer.address, {})}
            zoomable
            downloadHref="/admin/usage/download?range=30d&group=outcome"
            explorer={explorer}
            alertHref={alertHref(explorer.newRulePath, { ...ask, metric: "calls" })}
          />
        </Suspense>
        <div className="grid grid-cols-1 gap-5 lg:grid-cols-2">
          <Panel title="Top movers" description="Keys whose calls changed most against the period before">
            <MoversPanel
              reads={reads}
              question={ask}
              by="key"
              hrefOf={(key) => hrefWith(explorer.address, { key, group: "outcome", compare: "previous" })}
            />
          </Panel>
          <Panel title="Top tenants" description="By calls">
            <RankingPanel
              load={reads.top({ ...ask, by: "tenant", most: 8, compare: "previous" })}
              by="tenant"
              explorer={explorer}
            />
          </Panel>
        </div>
        <div className="grid grid-cols-1 gap-5 lg:grid-cols-2">
          <Panel title="Alerts firing" link={{ href: "/admin/alerts", label: "All alerts" }}>
            <FiringAlerts
              load={read(platformOwn(listAlerts), { state: "firing", limit: 5 }, "platform")}
              alertsHref="/admin/alerts"
              timeZone={zone}
              now={now}
            />
          </Panel>
          <Panel title="Metering" link={{ href: "/admin/system", label: "System" }}>
            <MeteringLag load={read(systemStatus, {}, "platform")} />
          </Panel>
          <Panel title="Newest tenants" link={{ href: "/admin/tenants", label: "Tenants" }}>
            <NewestTenants load={read(listTenants, { limit: 5 }, "platform")} timeZone={zone} now={now} />
          </Panel>
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

function Panel(props: {
  title: string;
  description?: string;
  link?: { href: string; label: string };
  children: ReactNode;
}) {
  const { link } = props;
  return (
    <Card>
      <CardHeader
        title={props.title}
        description={props.description}
        actions={link ? <PanelLink {...link} /> : undefined}
      />
      <CardContent>
        <Suspense fallback={<ListSkeleton />}>{props.children}</Suspense>
      </CardContent>
    </Card>
  );
}

function PanelLink({ href, label }: { href: string; label: string }) {
  return (
    <Link href={href} className="font-medium text-primary text-xs hover:underline">
      {label}
    </Link>
  );
}
