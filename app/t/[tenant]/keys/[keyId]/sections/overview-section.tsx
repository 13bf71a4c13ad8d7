import type { SectionProps } from "#app/t/[tenant]/keys/[keyId]/key-page.tsx";
import { keyActions } from "#app/t/[tenant]/keys/key-actions.ts";
import { KeyOverview } from "#components/keys/detail/key-overview.tsx";
import { limitsLeft } from "#lib/keys/limits-left.ts";
import { revocationReach } from "#lib/keys/revocation-reach.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import { webSettings } from "#lib/web/deps.ts";
import { read } from "#lib/web/read.ts";

export async function OverviewSection(props: SectionProps) {
  const { view, place } = props;
  const [limits, usage, reach] = await Promise.all([
    read(limitsLeft, { keyId: view.id }, place),
    read(usageSeries, { range: "30d", zone: props.timeZone, key: view.id, groupBy: "outcome" }, place),
    view.status === "revoked" ? read(revocationReach, { keyId: view.id }, place) : null,
  ]);
  return (
    <KeyOverview
      view={view}
      limits={limits}
      usage={usage}
      reach={reach}
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
