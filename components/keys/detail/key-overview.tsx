// A key at a glance: its facts, its secrets, what is left of its limits, its last days.

import { Fragment, Suspense } from "react";
import { LazyRangePicker } from "#components/chart/lazy-range-picker.tsx";
import { ForecastCard } from "#components/insight/forecast-card.tsx";
import { KeyFacts, type KeyFactsProps } from "#components/keys/detail/key-facts.tsx";
import type { KeySecretsProps } from "#components/keys/detail/key-secrets.tsx";
import { KeyTiles } from "#components/keys/detail/key-tiles.tsx";
import { LazyCallsChart, LazyKeySecrets, LazyUnusedKey } from "#components/keys/detail/lazy-parts.tsx";
import { LimitsLeft } from "#components/keys/detail/limits-left.tsx";
import { OldSecretCard } from "#components/keys/detail/old-secret-card.tsx";
import { RevocationReach } from "#components/keys/detail/revocation-reach.tsx";
import type { KeyActions } from "#components/keys/key-actions.ts";
import { LazyCardExport } from "#components/table/lazy-card-export.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { type Address, hrefWith } from "#components/usage/address.ts";
import { AlertLink } from "#components/usage/alert-link.tsx";
import { chartData } from "#components/usage/chart-data.ts";
import { ListSkeleton } from "#components/usage/skeletons.tsx";
import { TopPanel } from "#components/usage/top-panel.tsx";
import { summaryOf } from "#components/usage/words.ts";
import type { LimitLeft } from "#lib/keys/limits-left.ts";
import type { RevocationReach as Reach } from "#lib/keys/revocation-reach.ts";
import type { LimitOutlook } from "#lib/usage/forecast-outlook.ts";
import type { ForecastView } from "#lib/usage/forecast-usage.ts";
import type { SecretCallers } from "#lib/usage/rank-callers.ts";
import type { UsageSeriesView } from "#lib/usage/series.ts";
import type { UsageTopView } from "#lib/usage/top.ts";
import type { UsageTotalsView } from "#lib/usage/totals.ts";

export interface KeyOverviewProps extends KeyFactsProps, KeySecretsProps {
  limits: LimitLeft[];
  outlooks: LimitOutlook[];
  usage: UsageSeriesView | null;
  /** Of the time that is shown, beside the one before. */
  totals: UsageTotalsView;
  forecast: ForecastView;
  /** Of the last seven days. */
  resources: Promise<UsageTopView>;
  /** For a key that was revoked. */
  reach: Reach | null;
  /** While a rotation overlaps. */
  oldSecret: SecretCallers | null;
  /** Where a rule on the calls of this key is made; null for whoever may not. */
  alertHref: string | null;
  /** The usage page of the area, of this key and the time that is shown. */
  explorer: Address;
  /** The address of this key's pages. */
  href: string;
  baseUrl: string;
  actions: Pick<KeyActions, "finishRotation" | "extendRotation" | "get">;
}

export function KeyOverview(props: KeyOverviewProps) {
  const { view, usage, limits, outlooks, reach, href } = props;
  const unused = view.lastUsedAt === null && (view.status === "active" || view.status === "rotating");
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      {unused ? null : (
        <div className="grid min-w-0 grid-cols-1 justify-items-end gap-2.5 *:last:w-full lg:col-span-2">
          <LazyRangePicker defaultRange="30d" timeZone={props.timeZone} />
          <KeyTiles {...props} lastUsedAt={view.lastUsedAt} />
        </div>
      )}
      <div className="grid min-w-0 gap-5">
        {unused ? (
          <LazyUnusedKey view={view} baseUrl={props.baseUrl} actions={props.actions} />
        ) : usage ? (
          <Card>
            <CardContent>
              <LazyCallsChart
                title="Calls"
                summary={summaryOf(usage)}
                data={chartData(usage)}
                height={200}
                zoomable
                actions={
                  <Fragment key="actions">
                    <AlertLink href={props.alertHref} />
                    <LazyCardExport
                      what="calls"
                      href={`${props.explorer.path}/download?range=30d&group=outcome&key=${view.id}`}
                    />
                    <TextLink className="text-ui" href={hrefWith(props.explorer, {})}>
                      Explore
                    </TextLink>
                    <TextLink className="text-ui" href={`${href}/requests`}>
                      All requests
                    </TextLink>
                  </Fragment>
                }
                empty="No calls in this time."
              />
            </CardContent>
          </Card>
        ) : null}
        {unused ? null : (
          <Card>
            <CardHeader title="Top resources" description="By calls in the last 7 days" />
            <CardContent>
              <Suspense fallback={<ListSkeleton />}>
                <TopPanel
                  load={props.resources}
                  label="Top resources"
                  empty="No call of the last 7 days named a resource."
                />
              </Suspense>
            </CardContent>
          </Card>
        )}
        <Card>
          <CardHeader title="About" />
          <CardContent>
            <KeyFacts {...props} />
          </CardContent>
        </Card>
      </div>
      <div className="grid min-w-0 gap-5">
        {reach ? <RevocationReach {...reach} /> : null}
        <LazyKeySecrets {...props} />
        {props.oldSecret ? (
          <OldSecretCard {...props.oldSecret} now={props.now} timeZone={props.timeZone} />
        ) : null}
        {unused || view.status === "revoked" ? null : <ForecastCard loads={[props.forecast]} />}
        <Card>
          <CardHeader
            title="Limits"
            description={view.inherits.limits ? "From the plan." : "This key’s own."}
            actions={
              props.mayChange ? (
                <TextLink className="text-ui" href={`${href}/limits`}>
                  Edit
                </TextLink>
              ) : null
            }
          />
          <CardContent>
            <LimitsLeft
              limits={limits}
              perRequest={view.perRequest}
              outlooks={outlooks}
              timeZone={props.timeZone}
            />
          </CardContent>
        </Card>
      </div>
    </div>
  );
}
