"use client";
// What can be done about one alert on its own page.
import { Check } from "lucide-react";
import type { AlertActions } from "#components/alerts/alert-actions.ts";
import { useAct } from "#components/form/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import type { AlertView } from "#lib/alerts/view.ts";
import type { Place } from "#lib/web/place.ts";

export function AlertButtons(props: { alert: AlertView; place: Place; actions: AlertActions }) {
  const { alert, place, actions } = props;
  const acknowledge = useAct(actions.acknowledge);
  const resolve = useAct(actions.resolve);
  return (
    <>
      {alert.acknowledgedAt ? null : (
        <Button
          pending={acknowledge.pending}
          onClick={() => void acknowledge.runAloud(place, { alertId: alert.id })}
        >
          <Check /> Take on
        </Button>
      )}
      <Button
        variant="secondary"
        pending={resolve.pending}
        onClick={() => void resolve.runAloud(place, { alertId: alert.id })}
      >
        Close
      </Button>
    </>
  );
}
