import type { SectionProps } from "#app/t/[tenant]/keys/[keyId]/key-page.tsx";
import { listCallsAction } from "#app/t/[tenant]/logs/actions.ts";
import { readLog } from "#app/t/[tenant]/logs/read-log.ts";
import { viewsOf } from "#app/t/[tenant]/views/views-of.ts";
import { LazyCallLog } from "#components/calls/lazy-log.tsx";
import { KeyRequests } from "#components/keys/detail/key-requests.tsx";
import { callsSearch } from "#lib/usage/calls-search.ts";
import { usageSearch } from "#lib/usage/usage-search.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import { usageTop } from "#lib/usage/usage-top.ts";
import { usageTotals } from "#lib/usage/usage-totals.ts";
import { read } from "#lib/web/read.ts";

export function RequestsSection(props: SectionProps) {
  const { view, place, search, timeZone } = props;
  const asked = usageSearch(search, timeZone);
  const { tenant: _tenant, environment: _environment, ...rest } = asked.question;
  const question = { ...rest, key: view.id };
  return (
    <KeyRequests
      search={asked}
      workspaceZone={timeZone}
      totals={read(usageTotals, { ...question, compare: "previous" }, place)}
      series={read(usageSeries, { ...question, metric: "calls", groupBy: "outcome" }, place)}
      outcomes={read(usageTop, { ...question, by: "outcome" }, place)}
      log={<KeyLog {...props} />}
    />
  );
}

/** Over the same time as the charts above it. */
async function KeyLog({ view, place, base, search, timeZone, tenantHref }: SectionProps) {
  const { filter, ...asked } = callsSearch({ ...search, key: view.id, env: undefined }, timeZone, {
    range: "30d",
  });
  const log = await readLog({ ...asked, filter }, place.tenant);
  const { outcome, q, resource, scope, ip, tag } = filter;
  return (
    <LazyCallLog
      {...log}
      filtered={[outcome, q, resource, scope, ip, tag].some((value) => value !== undefined)}
      poll={listCallsAction}
      facets={[]}
      views={await viewsOf("key-requests", tenantHref ? "platform" : place)}
      keysHref={base}
      downloadHref={`/t/${place.tenant}/logs/download?key=${view.id}&range=30d`}
      showKey={false}
    />
  );
}
