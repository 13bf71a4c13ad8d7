// A tenant at a glance, for staff.

import { KeyValueList } from "#components/feedback/key-value-list.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { LimitList } from "#components/limits/limit-list.tsx";
import { LazyCallsChart } from "#components/tenants/lazy-parts.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { chartData } from "#components/usage/chart-data.ts";
import { summaryOf } from "#components/usage/words.ts";
import type { PlanView } from "#lib/plans/view.ts";
import { formatInteger } from "#lib/shared/format.ts";
import type { TenantView } from "#lib/tenants/view.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";

export interface TenantOverviewProps {
  view: TenantView;
  plan: PlanView;
  usage: UsageSeriesView;
  now: string;
  timeZone: string;
}

export function TenantOverview({ view, plan, usage, now, timeZone }: TenantOverviewProps) {
  const time = (at: string) => <RelativeTime at={at} now={now} timeZone={timeZone} />;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <Card>
        <CardContent>
          <LazyCallsChart
            title="Calls"
            summary={summaryOf(usage)}
            data={chartData(usage)}
            height={240}
            actions={
              <TextLink className="text-ui" href={`/admin/usage?tenant=${view.id}`}>
                Explore
              </TextLink>
            }
            empty="No calls in the last 30 days."
          />
        </CardContent>
      </Card>
      <div className="grid min-w-0 gap-5">
        <Card>
          <CardHeader title="About" />
          <CardContent>
            <KeyValueList
              items={[
                { label: "Client id", value: <code className="font-mono text-xs">{view.clientId}</code> },
                { label: "Id", value: <code className="break-all font-mono text-xs">{view.id}</code> },
                { label: "Time zone", value: view.timeZone },
                { label: "Keys", value: formatInteger(view.keyCount) },
                { label: "Members", value: formatInteger(view.memberCount) },
                { label: "Created", value: time(view.createdAt) },
                ...(view.suspendedAt
                  ? [
                      {
                        label: "Suspended",
                        value: (
                          <>
                            {time(view.suspendedAt)}: {view.suspendedReason}
                          </>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          </CardContent>
        </Card>
        <Card>
          <CardHeader title={`${plan.name} plan`} description={plan.description || undefined} />
          <CardContent>
            <LimitList limits={plan.limits} perRequest={plan.perRequest} />
          </CardContent>
        </Card>
      </div>
    </div>
  );
}
