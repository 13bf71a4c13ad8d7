import { TenantOverview } from "#components/tenants/tenant-overview.tsx";
import { usageSeries } from "#lib/usage/usage-series.ts";
import { read } from "#lib/web/read.ts";
import type { TenantSectionProps } from "../section-props.ts";

export async function OverviewSection({ view, plan, place, now, timeZone }: TenantSectionProps) {
  const usage = await read(usageSeries, { range: "30d", zone: timeZone, groupBy: "outcome" }, place);
  return <TenantOverview view={view} plan={plan} usage={usage} now={now} timeZone={timeZone} />;
}
