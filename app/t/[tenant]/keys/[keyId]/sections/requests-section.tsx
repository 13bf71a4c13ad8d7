import type { SectionProps } from "#app/t/[tenant]/keys/[keyId]/key-page.tsx";
import { KeyRequests } from "#components/keys/detail/key-requests.tsx";
import { usageSearch } from "#lib/usage/usage-search.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import { usageTop } from "#lib/usage/usage-top.ts";
import { usageTotals } from "#lib/usage/usage-totals.ts";
import { read } from "#lib/web/read.ts";

export function RequestsSection({ view, place, search, timeZone }: SectionProps) {
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
    />
  );
}
