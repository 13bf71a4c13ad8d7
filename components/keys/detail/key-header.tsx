"use client";
// The head of a key's pages: name, state, and what can be done with it.
import { RotateCw } from "lucide-react";
import { copyText } from "#components/feedback/copy-button.tsx";
import { KeyDialogs, useKeyDialogs } from "#components/keys/dialogs/key-dialogs.tsx";
import type { KeyActions } from "#components/keys/key-actions.ts";
import { keyMenu } from "#components/keys/key-menu.ts";
import { KeyMarks, KeyState } from "#components/keys/key-state.tsx";
import { MaskedKey } from "#components/keys/masked-key.tsx";
import { useKeyStateChange } from "#components/keys/use-key-state-change.ts";
import { RowMenu } from "#components/overlay/row-menu.tsx";
import { PageHeader } from "#components/shell/page.tsx";
import type { Crumb } from "#components/ui/breadcrumb.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import type { KeyView } from "#lib/keys/view.ts";

export interface KeyHeaderProps {
  view: KeyView;
  crumbs: Crumb[];
  mayChange: boolean;
  actions: KeyActions;
  now: string;
  callsLastHour?: number;
}

export function KeyHeader({ view, crumbs, mayChange, actions, now, callsLastHour }: KeyHeaderProps) {
  const dialogs = useKeyDialogs();
  const change = useKeyStateChange(actions);
  const open = mayChange && view.status !== "revoked";
  const menu = keyMenu(view, mayChange, {
    onCopyId: async () => {
      if (await copyText(view.id)) toast.success("Id copied");
    },
    onRotate: () => dialogs.show("rotate", view),
    onDisable: () => void change.disable(view),
    onEnable: () => void change.enable(view),
    onRevoke: () => dialogs.show("revoke", view),
  });
  return (
    <>
      <PageHeader
        breadcrumbs={crumbs}
        title={view.name}
        badges={
          <>
            <KeyState view={view} now={now} />
            <KeyMarks view={view} />
          </>
        }
        description={<MaskedKey prefix={view.prefix} last4={view.last4} />}
        actions={
          <>
            {open ? (
              <Button variant="outline" onClick={() => dialogs.show("rotate", view)}>
                <RotateCw />
                Rotate
              </Button>
            ) : null}
            {open && view.disabledAt ? (
              <Button pending={change.pending} onClick={() => void change.enable(view)}>
                Enable
              </Button>
            ) : null}
            <RowMenu label={`Actions for ${view.name}`} items={menu} />
          </>
        }
      />
      <KeyDialogs dialogs={dialogs} actions={actions} callsLastHour={callsLastHour} />
    </>
  );
}
