import type { SectionProps } from "#app/t/[tenant]/keys/[keyId]/key-page.tsx";
import { keyActions } from "#app/t/[tenant]/keys/key-actions.ts";
import { KeyGatewayForm, SettingsForm } from "#components/keys/detail/key-forms.tsx";
import { LazyDangerZone } from "#components/keys/detail/lazy-parts.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import { listCredentials } from "#lib/credentials/list-credentials.ts";
import { getOwnPlan } from "#lib/plans/get-own-plan.ts";
import { listScopePresets } from "#lib/plans/list-scope-presets.ts";
import { PROVIDERS } from "#lib/shared/providers.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";

export async function SettingsSection({ view, place, mayChange, timeZone, callsLastHour }: SectionProps) {
  if (!mayChange)
    return (
      <Card className="pb-4">
        <CardHeader
          title="Nothing can be changed"
          description={
            view.revokedAt ? "A revoked key stays as it was." : "You may change only the keys that you made."
          }
        />
      </Card>
    );
  const [plan, { items: presets }, credentials] = await Promise.all([
    read(getOwnPlan, {}, place),
    read(listScopePresets, {}, place),
    credentialsIn(place),
  ]);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="grid grid-cols-1 gap-5">
        <SettingsForm view={view} plan={plan} presets={presets} actions={keyActions} timeZone={timeZone} />
        <KeyGatewayForm view={view} plan={plan} credentials={credentials} update={keyActions.update} />
      </div>
      <LazyDangerZone view={view} actions={keyActions} callsLastHour={callsLastHour} />
    </div>
  );
}

/** By the names under which they are chosen; none for who may not see them. */
async function credentialsIn(place: SectionProps["place"]) {
  const { permissions } = await viewerIn(place);
  if (!permissions.includes("credentials:read")) return [];
  const { items } = await read(listCredentials, { limit: 100 }, place);
  return items.map(({ id, label, provider, last4 }) => ({
    id,
    name: `${label} (${PROVIDERS[provider].name}${last4 ? `, …${last4}` : ""})`,
  }));
}
