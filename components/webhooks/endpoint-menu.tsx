"use client";
// What can be done with one endpoint.
import { Send } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useAct } from "#components/form/use-act.ts";
import { MenuButton } from "#components/overlay/menu-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import type { WebhookActions } from "#components/webhooks/webhook-actions.ts";
import type { Place } from "#lib/web/place.ts";
import type { EndpointView } from "#lib/webhooks/view.ts";

const EditDialog = dynamic(() => import("#components/webhooks/edit-endpoint-dialog.tsx"), { ssr: false });
const RotateDialog = dynamic(() => import("#components/webhooks/rotate-endpoint-dialog.tsx"), { ssr: false });
const DeleteDialog = dynamic(() => import("#components/webhooks/delete-endpoint-dialog.tsx"), { ssr: false });

interface EndpointMenuProps {
  endpoint: EndpointView;
  place: Place;
  actions: Omit<WebhookActions, "create">;
}

export interface EndpointDialogProps extends EndpointMenuProps {
  onOpenChange: (open: boolean) => void;
}

const DIALOGS = { edit: EditDialog, rotate: RotateDialog, delete: DeleteDialog };
/** As long as messages are kept. */
const REPLAY_DAYS = 30;

export function EndpointMenu(props: EndpointMenuProps) {
  const { endpoint, place, actions } = props;
  const [open, setOpen] = useState<keyof typeof DIALOGS | null>(null);
  const testing = useAct(actions.test);
  const updating = useAct(actions.update);
  const replaying = useAct(actions.replayFailed);
  const target = { endpointId: endpoint.id };
  const test = async () => {
    if (await testing.runAloud(place, target)) toast.success("A test is on its way");
  };
  const enable = async (enabled: boolean) => {
    if (await updating.runAloud(place, { ...target, enabled }))
      toast.success(enabled ? "The endpoint is enabled" : "The endpoint is disabled");
  };
  const replayAll = async () => {
    const since = new Date(Date.now() - REPLAY_DAYS * 86_400_000).toISOString();
    const done = await replaying.runAloud(place, { ...target, since });
    if (done)
      toast.success(done.replayed === 1 ? "1 message is sent again" : `${done.replayed} are sent again`);
  };
  const Dialog = open && DIALOGS[open];
  return (
    <>
      <Button
        variant="outline"
        pending={testing.pending}
        disabled={!endpoint.enabled}
        onClick={() => void test()}
      >
        <Send /> Send a test
      </Button>
      <MenuButton
        label="More actions"
        variant="outline"
        items={[
          { label: "Change…", onSelect: () => setOpen("edit") },
          ...(endpoint.kind === "standard"
            ? [{ label: "Rotate the secret…", onSelect: () => setOpen("rotate") }]
            : []),
          { label: "Replay all that failed", disabled: !endpoint.enabled, onSelect: () => void replayAll() },
          endpoint.enabled
            ? { label: "Disable", onSelect: () => void enable(false) }
            : { label: "Enable", onSelect: () => void enable(true) },
          { separator: true },
          { label: "Delete…", danger: true, onSelect: () => setOpen("delete") },
        ]}
      >
        More
      </MenuButton>
      {Dialog ? <Dialog {...props} onOpenChange={(next) => !next && setOpen(null)} /> : null}
    </>
  );
}
