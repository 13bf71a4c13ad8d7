import type { RuleActions } from "#components/alerts/alert-actions.ts";
import { MutesList } from "#components/alerts/mutes-list.tsx";
import { RulesList } from "#components/alerts/rules-list.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import { listAlertRules } from "#lib/alerts/list-alert-rules.ts";
import { listAlerts } from "#lib/alerts/list-alerts.ts";
import { listMutes } from "#lib/alerts/list-mutes.ts";
import type { Place } from "#lib/web/place.ts";
import { readOwn } from "#lib/web/read-own.ts";
import { AlertsFrame } from "./alerts-frame.tsx";
import { areaOf, lookerIn } from "./area.ts";

/** What is looked for, how it is told, and what is muted. */
export async function RulesPage({ place, actions }: { place: Place; actions: RuleActions }) {
  const area = areaOf(place);
  const [looker, rules, mutes, recent] = await Promise.all([
    lookerIn(place),
    readOwn(listAlertRules, {}, place),
    readOwn(listMutes, {}, place),
    readOwn(listAlerts, { limit: 200 }, place),
  ]);
  const names = Object.fromEntries([
    ...recent.items.map(({ subject, subjectLabel }) => [subject, subjectLabel]),
    ...rules.items.map(({ id, name }) => [id, name]),
  ]);
  return (
    <AlertsFrame area={area} mayWrite={looker.mayWrite}>
      {mutes.items.length > 0 ? (
        <Card>
          <CardHeader title="Muted" description="These stand in the inbox, and nobody is told." />
          <MutesList mutes={mutes.items} names={names} place={place} unmute={actions.unmute} {...looker} />
        </Card>
      ) : null}
      <Card>
        <CardHeader
          title="Rules"
          description="Looked at every minute. Each is told of once for what it is about and its time."
        />
        <RulesList rules={rules.items} place={place} mayWrite={looker.mayWrite} actions={actions} />
      </Card>
    </AlertsFrame>
  );
}
