import type { SectionProps } from "#app/t/[tenant]/keys/[keyId]/key-page.tsx";
import { keyActions } from "#app/t/[tenant]/keys/key-actions.ts";
import { LimitsForm } from "#components/keys/detail/key-forms.tsx";
import { LimitsLeft } from "#components/keys/detail/limits-left.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { limitsLeft } from "#lib/keys/limits-left.ts";
import { getOwnPlan } from "#lib/plans/get-own-plan.ts";
import type { Id } from "#lib/shared/ids.ts";
import { forecastLimits } from "#lib/usage/forecast-limits.ts";
import { read } from "#lib/web/read.ts";

export async function LimitsSection({ view, place, mayChange, timeZone }: SectionProps) {
  const keyId = view.id as Id<"key">;
  const [{ items: limits }, outlooks] = await Promise.all([
    read(limitsLeft, { keyId }, place),
    read(forecastLimits, { keyId }, place),
  ]);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      {mayChange ? (
        <LimitsForm view={view} plan={await read(getOwnPlan, {}, place)} actions={keyActions} />
      ) : null}
      <Card>
        <CardHeader
          title="What is left now"
          description="A rate never admits more than its limit within its window; a quota is exact."
        />
        <CardContent>
          <LimitsLeft limits={limits} perRequest={view.perRequest} outlooks={outlooks} timeZone={timeZone} />
        </CardContent>
      </Card>
    </div>
  );
}
