import { Suspense } from "react";
import type { AlertActions } from "#components/alerts/alert-actions.ts";
import { AlertButtons } from "#components/alerts/alert-buttons.tsx";
import { AlertMarks, SeverityBadge } from "#components/alerts/alert-words.tsx";
import { KeyValueList } from "#components/feedback/key-value-list.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { LazyCallsChart } from "#components/keys/detail/lazy-parts.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { chartData } from "#components/usage/chart-data.ts";
import { ChartSkeleton } from "#components/usage/skeletons.tsx";
import { getAlert } from "#lib/alerts/get-alert.ts";
import type { AlertView } from "#lib/alerts/view.ts";
import { ALERT_KIND_LABELS } from "#lib/shared/alerts.ts";
import { platformUsageSeries } from "#lib/usage/platform-usage-series.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import type { Place } from "#lib/web/place.ts";
import { read } from "#lib/web/read.ts";
import { readOwn } from "#lib/web/read-own.ts";
import { areaOf, lookerIn } from "./area.ts";

interface AlertPageProps {
  place: Place;
  alertId: string;
  actions: AlertActions;
}

/** One alert: what happened, the calls around its moment, and what was done about it. */
export async function AlertPage({ place, alertId, actions }: AlertPageProps) {
  const area = areaOf(place);
  const [looker, alert] = await Promise.all([lookerIn(place), readOwn(getAlert, { alertId }, place)]);
  const { now, timeZone, mayWrite } = looker;
  const time = (at: string | null) => (at ? <RelativeTime at={at} now={now} timeZone={timeZone} /> : "—");
  return (
    <Page narrow>
      <PageHeader
        title={alert.title}
        breadcrumbs={[{ label: "Alerts", href: `${area}/alerts` }, { label: alert.title }]}
        badges={
          <>
            <SeverityBadge severity={alert.severity} />
            {alert.state === "firing" ? (
              <Badge tone="danger">Fires</Badge>
            ) : (
              <Badge tone="success">Over</Badge>
            )}
            <AlertMarks alert={alert} />
          </>
        }
        description={alert.text}
        actions={
          <>
            <ButtonLink href={`${area}${alert.path}`} variant="outline" prefetch={false}>
              See what happened
            </ButtonLink>
            {mayWrite && alert.state === "firing" ? (
              <AlertButtons alert={alert} place={place} actions={actions} />
            ) : null}
          </>
        }
      />
      {alert.test ? null : (
        <Suspense fallback={<ChartSkeleton heightClass="h-60" />}>
          <CallsAround alert={alert} place={place} now={now} timeZone={timeZone} />
        </Suspense>
      )}
      <Card>
        <CardHeader title="What is known" />
        <CardContent>
          <KeyValueList
            items={[
              { label: "Rule", value: ALERT_KIND_LABELS[alert.kind] },
              { label: "About", value: alert.subjectLabel },
              { label: "Began", value: time(alert.openedAt) },
              { label: "Last seen", value: time(alert.seenAt) },
              { label: "Over since", value: time(alert.resolvedAt) },
              { label: "Closed by", value: alert.resolvedBy ?? (alert.resolvedAt ? "itself" : "—") },
              { label: "Taken on by", value: alert.acknowledgedBy ?? "nobody" },
              { label: "Note", value: alert.note ?? "—" },
              ...(alert.returns > 0 ? [{ label: "Came back", value: `${alert.returns} times` }] : []),
            ]}
          />
        </CardContent>
      </Card>
    </Page>
  );
}

const HALF_DAY_MS = 43_200_000;

async function CallsAround(props: { alert: AlertView; place: Place; now: string; timeZone: string }) {
  const { alert, place, now, timeZone } = props;
  const at = Date.parse(alert.openedAt);
  const question = {
    range: "custom" as const,
    from: new Date(at - HALF_DAY_MS).toISOString(),
    to: new Date(Math.min(at + HALF_DAY_MS, Date.parse(now))).toISOString(),
    ...{ zone: timeZone, metric: "calls" as const, groupBy: "outcome" as const },
  };
  const view =
    place === "platform"
      ? await read(platformUsageSeries, { ...question, outcome: ["NOT_FOUND", "MALFORMED"] }, place)
      : await read(usageSeries, { ...question, ...(alert.keyId && { key: alert.keyId }) }, place);
  const whose =
    place === "platform" ? "Calls with unknown keys" : alert.keyId ? "Calls of the key" : "All calls";
  return (
    <Card>
      <CardContent>
        <LazyCallsChart
          title={`${whose} around that time`}
          summary="From half a day before the alert to half a day after it, by outcome."
          data={chartData(view)}
          height={240}
          empty="There were no calls around that time."
        />
      </CardContent>
    </Card>
  );
}
