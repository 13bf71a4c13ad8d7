"use client";
// What stops a key, from the gentle to the final.
import { KeyDialogs, useKeyDialogs } from "#components/keys/dialogs/key-dialogs.tsx";
import type { KeyActions } from "#components/keys/key-actions.ts";
import { useKeyStateChange } from "#components/keys/use-key-state-change.ts";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import type { KeyView } from "#lib/keys/view.ts";

export function DangerZone(props: { view: KeyView; actions: KeyActions; callsLastHour?: number }) {
  const { view, actions } = props;
  const dialogs = useKeyDialogs();
  const change = useKeyStateChange(actions);
  return (
    <Card>
      <CardHeader title="Stop this key" />
      <CardContent className="grid gap-4">
        <Act title="Rotate" text="A new secret; the old one works on for as long as you choose.">
          <Button variant="outline" onClick={() => dialogs.show("rotate", view)}>
            Rotate…
          </Button>
        </Act>
        <Act
          title={view.disabledAt ? "Enable" : "Disable"}
          text={
            view.disabledAt ? "Calls are admitted again." : "Calls are refused until it is enabled again."
          }
        >
          <Button
            variant="outline"
            pending={change.pending}
            onClick={() => void (view.disabledAt ? change.enable(view) : change.disable(view))}
          >
            {view.disabledAt ? "Enable" : "Disable"}
          </Button>
        </Act>
        <Act title="Revoke" text="Final. Every call fails with 401 from now on.">
          <Button variant="danger-outline" onClick={() => dialogs.show("revoke", view)}>
            Revoke…
          </Button>
        </Act>
      </CardContent>
      <KeyDialogs dialogs={dialogs} actions={actions} callsLastHour={props.callsLastHour} />
    </Card>
  );
}

function Act(props: { title: string; text: string; children: React.ReactNode }) {
  return (
    <div className="flex items-center justify-between gap-x-6 gap-y-2 max-sm:flex-wrap max-sm:[&_button]:h-10 max-sm:[&_button]:w-full">
      <div className="grid min-w-0 gap-0.5">
        <h3 className="font-medium text-ui">{props.title}</h3>
        <p className="text-muted-foreground text-xs">{props.text}</p>
      </div>
      {props.children}
    </div>
  );
}
