import type { SectionProps } from "#app/t/[tenant]/keys/[keyId]/key-page.tsx";
import { keyActions } from "#app/t/[tenant]/keys/key-actions.ts";
import { KeyGatewayForm, SettingsForm } from "#components/keys/detail/key-forms.tsx";
import { LazyDangerZone } from "#components/keys/detail/lazy-parts.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import { getOwnPlan } from "#lib/plans/get-own-plan.ts";
import { listScopePresets } from "#lib/plans/list-scope-presets.ts";
import { read } from "#lib/web/read.ts";

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
  const [plan, presets] = await Promise.all([read(getOwnPlan, {}, place), read(listScopePresets, {}, place)]);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="grid grid-cols-1 gap-5">
        <SettingsForm view={view} plan={plan} presets={presets} actions={keyActions} timeZone={timeZone} />
        <KeyGatewayForm view={view} plan={plan} update={keyActions.update} />
      </div>
      <LazyDangerZone view={view} actions={keyActions} callsLastHour={callsLastHour} />
    </div>
  );
}
