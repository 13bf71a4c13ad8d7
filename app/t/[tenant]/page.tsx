import type { Metadata } from "next";
import { Suspense } from "react";
import { RecentActivity, RecentActivityCard } from "#components/audit/recent-activity.tsx";
import { LazyRangePicker } from "#components/chart/lazy-range-picker.tsx";
import { ForecastCard } from "#components/insight/forecast-card.tsx";
import { QuotasCard } from "#components/insight/quotas-card.tsx";
import { RefusalsCard } from "#components/insight/refusals-card.tsx";
import { SoonCard } from "#components/insight/soon-card.tsx";
import { firstCallSnippets } from "#components/keys/reveal/snippets.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { PendingArea } from "#components/shell/pending.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { hrefWith } from "#components/usage/address.ts";
import { alertHref } from "#components/usage/alert-href.ts";
import { FirstSteps } from "#components/usage/first-steps.tsx";
import { OverviewChart } from "#components/usage/overview-chart.tsx";
import { ChartSkeleton, ListSkeleton, TilesSkeleton } from "#components/usage/skeletons.tsx";
import { TopPanel } from "#components/usage/top-panel.tsx";
import { TotalsPanel } from "#components/usage/totals-panel.tsx";
import { whenWords } from "#components/usage/words.ts";
import { listAudit } from "#lib/audit/list-audit.ts";
import { listKeys } from "#lib/keys/list-keys.ts";
import { forecastQuotas } from "#lib/usage/forecast-quotas.ts";
import { forecastUsage } from "#lib/usage/forecast-usage.ts";
import { listBudgetMarks } from "#lib/usage/list-budget-marks.ts";
import { resolveRange } from "#lib/usage/range.ts";
import { type Search, usageSearch } from "#lib/usage/usage-search.ts";
import { toRangeView } from "#lib/usage/view-range.ts";
import { webSettings } from "#lib/web/deps.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { usageReads } from "./usage/reads.ts";

export const metadata: Metadata = { title: "Home" };

export default async function HomePage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Search>;
}) {
  const { tenant } = await props.params;
  const viewer = await viewerIn({ tenant });
  const zone = viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC";
  const search = await props.searchParams;
  const { question } = usageSearch(search, zone);
  const reads = usageReads(tenant);
  const here = `/t/${tenant}`;
  const { newestBucket } = await reads.totals({ range: "15m" });
  if (newestBucket === null) return <FirstCall tenant={tenant} permissions={viewer.permissions} />;

  const { range, from, to } = question;
  const ask = { range, from, to, zone: question.zone, environment: question.environment };
  const moment = new Date();
  const shown = toRangeView(resolveRange(ask, ask.zone ?? zone, moment));
  const when = whenWords(shown);
  const usage = { path: `${here}/usage`, search: { env: search.env, range, from, to } };
  const series = reads.series({ ...ask, groupBy: "outcome" });
  const newRulePath = viewer.permissions.includes("alerts:write") ? `${here}/alerts/new` : undefined;
  const forecast = (metric: "requests" | "spend" | "tokens") =>
    read(forecastUsage, { metric, zone: ask.zone, environment: forecastable(ask.environment) }, { tenant });
  const now = moment.toISOString();
  return (
    <Page>
      <PageHeader
        title="Home"
        description={`${viewer.tenant?.name ?? tenant} ${when}.`}
        actions={<LazyRangePicker defaultRange="30d" timeZone={shown.zone} />}
      />
      <PendingArea>
        <Suspense fallback={<TilesSkeleton />}>
          <TotalsPanel load={reads.totals({ ...ask, compare: "previous" })} trend={series} />
        </Suspense>
        <Suspense fallback={<ChartSkeleton heightClass="h-60" />}>
          <OverviewChart
            load={series}
            usageHref={hrefWith(usage, {})}
            zoomable
            downloadHref={`${here}/usage/download?range=30d&group=outcome`}
            alertHref={alertHref(newRulePath, { ...ask, metric: "calls" })}
          />
        </Suspense>
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <Suspense fallback={<CardSkeleton />}>
            <ForecastCard loads={[forecast("requests"), forecast("spend"), forecast("tokens")]} />
          </Suspense>
          <Suspense fallback={<CardSkeleton />}>
            <QuotasCard
              load={read(forecastQuotas, {}, { tenant })}
              keysHref={`${here}/keys`}
              timeZone={ask.zone ?? zone}
            />
          </Suspense>
          <Suspense fallback={<CardSkeleton />}>
            <RefusalsCard
              load={reads.top({ ...ask, metric: "refusals", by: "outcome", most: 13 })}
              logsHref={hrefWith(usage, { range: shown.name }, `${here}/logs`)}
              when={when}
            />
          </Suspense>
          <Card>
            <CardHeader title="Top keys" description={`By calls ${when}`} />
            <CardContent>
              <Suspense fallback={<ListSkeleton />}>
                <TopPanel
                  load={reads.top({ ...ask, by: "key", most: 8 })}
                  label="Top keys"
                  hrefOf={(key) => `${here}/keys/${key}`}
                />
              </Suspense>
            </CardContent>
          </Card>
          <Suspense fallback={<CardSkeleton />}>
            <SoonCard
              expiring={read(listKeys, { expiringWithinDays: 30, limit: 20 }, { tenant })}
              marks={read(listBudgetMarks, {}, { tenant })}
              keysHref={`${here}/keys`}
              now={now}
              timeZone={zone}
            />
          </Suspense>
          {viewer.permissions.includes("audit:read") ? (
            <RecentActivityCard auditHref={`${here}/audit`}>
              <Suspense fallback={<ListSkeleton />}>
                <RecentActivity
                  load={read(listAudit, { limit: 7 }, { tenant })}
                  auditHref={`${here}/audit`}
                  timeZone={zone}
                  now={now}
                />
              </Suspense>
            </RecentActivityCard>
          ) : null}
        </div>
      </PendingArea>
    </Page>
  );
}

/** Secrets that are no key belong to no environment, and nothing is forecast of them. */
const forecastable = (environment: string | undefined) =>
  environment === "live" || environment === "test" ? environment : undefined;

function CardSkeleton() {
  return (
    <Card>
      <CardContent>
        <ListSkeleton />
      </CardContent>
    </Card>
  );
}

async function FirstCall({ tenant, permissions }: { tenant: string; permissions: string[] }) {
  const { items } = await read(listKeys, { limit: 1 }, { tenant });
  return (
    <Page narrow>
      <PageHeader title="Home" description="Welcome. Here is the way to your first call." />
      <FirstSteps
        hasKey={items.length > 0}
        mayCreate={permissions.some((permission) => permission.startsWith("keys:write"))}
        keysHref={`/t/${tenant}/keys`}
        docsHref={`/t/${tenant}/docs`}
        snippets={firstCallSnippets(webSettings().publicUrl, "YOUR_KEY")}
      />
    </Page>
  );
}
