import type { SectionProps } from "#app/t/[tenant]/keys/[keyId]/key-page.tsx";
import { keyActions } from "#app/t/[tenant]/keys/key-actions.ts";
import { KeyOverview } from "#components/keys/detail/key-overview.tsx";
import { alertHref } from "#components/usage/alert-href.ts";
import { limitsLeft } from "#lib/keys/limits-left.ts";
import { revocationReach } from "#lib/keys/revocation-reach.ts";
import type { Id } from "#lib/shared/ids.ts";
import { forecastLimits } from "#lib/usage/forecast-limits.ts";
import { forecastUsage } from "#lib/usage/forecast-usage.ts";
import { secretCallers } from "#lib/usage/secret-callers.ts";
import { usageSearch } from "#lib/usage/usage-search.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import { usageTop } from "#lib/usage/usage-top.ts";
import { usageTotals } from "#lib/usage/usage-totals.ts";
import { webSettings } from "#lib/web/deps.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";

/** Resources of one key are counted call by call, over a week at most, which a clock change must not stretch. */
const JUST_A_WEEK_MS = 7 * 86_400_000 - 30 * 60_000;

export async function OverviewSection(props: SectionProps) {
  const { view, place } = props;
  const keyId = view.id as Id<"key">;
  const old = view.secrets.find(({ expiresAt }) => expiresAt);
  const { range, from, to } = usageSearch(props.search, props.timeZone).question;
  const shown = { range, from, to, zone: props.timeZone, key: view.id };
  const week = { from: new Date(Date.parse(props.now) - JUST_A_WEEK_MS).toISOString(), zone: props.timeZone };
  const resources = read(usageTop, { ...week, key: view.id, by: "resource", most: 8 }, place);
  const [{ items: limits }, outlooks, usage, totals, forecast, reach, oldSecret] = await Promise.all([
    read(limitsLeft, { keyId }, place),
    read(forecastLimits, { keyId }, place),
    read(usageSeries, { ...shown, groupBy: "outcome" }, place),
    read(usageTotals, { ...shown, compare: "previous" }, place),
    read(forecastUsage, { key: keyId, zone: props.timeZone }, place),
    view.status === "revoked" ? read(revocationReach, { keyId: view.id }, place) : null,
    old ? read(secretCallers, { keyId, secretId: old.id as Id<"sec"> }, place) : null,
  ]);
  const { permissions, visiting } = await viewerIn(place);
  // Staff makes no rules for a tenant: the form stands among its own pages.
  const mayWarn = permissions.includes("alerts:write") && !visiting;
  const newRulePath = mayWarn ? `/t/${place.tenant}/alerts/new` : undefined;
  return (
    <KeyOverview
      view={view}
      limits={limits}
      outlooks={outlooks}
      totals={totals}
      forecast={forecast}
      resources={resources}
      reach={reach}
      oldSecret={oldSecret}
      alertHref={alertHref(newRulePath, { metric: "calls", key: view.id })}
      usage={usage}
      explorer={{ path: props.base.replace(/\/keys$/, "/usage"), search: { key: view.id, range, from, to } }}
      href={props.href}
      tenantHref={props.tenantHref}
      mayChange={props.mayChange}
      actions={keyActions}
      baseUrl={webSettings().publicUrl}
      now={props.now}
      timeZone={props.timeZone}
    />
  );
}
