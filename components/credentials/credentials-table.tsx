"use client";
// Provider keys: by name and last four, what is known of them, and what can be done with them.
import { KeySquare } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { CredentialActions } from "#components/credentials/credential-actions.ts";
import { credentialColumns } from "#components/credentials/credential-columns.tsx";
import { isBusy } from "#components/credentials/credential-state.tsx";
import { RefreshWhileBusy } from "#components/credentials/refresh-while-busy.tsx";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { useAct } from "#components/form/use-act.ts";
import { DataTable } from "#components/table/data-table.tsx";
import { Pager } from "#components/table/pager.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { toast } from "#components/ui/toast.ts";
import type { CredentialUse } from "#lib/credentials/use-view.ts";
import type { CredentialView } from "#lib/credentials/view.ts";
import type { Place } from "#lib/web/place.ts";

const CredentialDialog = dynamic(() => import("#components/credentials/credential-dialog.tsx"), {
  ssr: false,
});
const RenameDialog = dynamic(() => import("#components/credentials/rename-dialog.tsx"), { ssr: false });
const RemoveDialog = dynamic(() => import("#components/credentials/remove-dialog.tsx"), { ssr: false });

export interface CredentialsTableProps {
  rows: CredentialView[];
  nextCursor: string | null;
  place: Place;
  mayWrite: boolean;
  actions: CredentialActions;
  uses: CredentialUse[];
  now: string;
  timeZone: string;
}

export type DialogKind = "replace" | "beside" | "rename" | "remove";

export function CredentialsTable(props: CredentialsTableProps) {
  const { place, actions, rows } = props;
  const [asked, setAsked] = useState<{ kind: DialogKind; credential: CredentialView } | null>(null);
  const check = useAct(actions.check);
  const shift = useAct(actions.shift);
  const retire = useAct(actions.retire);
  const close = (open: boolean) => {
    if (!open) setAsked(null);
  };
  const columns = credentialColumns(props, {
    ask: (kind, credential) => setAsked({ kind, credential }),
    check: ({ id }, version) => void check.runAloud(place, { credentialId: id, version }),
    async shift({ id, label }, version) {
      if (await shift.runAloud(place, { credentialId: id, version }))
        toast.success(`${label} is paid with the other key now`);
    },
    async retire({ id }, version) {
      if (await retire.runAloud(place, { credentialId: id, version })) toast.success("The key is retired");
    },
  });
  return (
    <Card>
      <RefreshWhileBusy busy={rows.some(isBusy)} />
      <DataTable
        label="Provider keys"
        rows={rows}
        columns={columns}
        rowId={(credential) => credential.id}
        rowLabel={(credential) => credential.label}
        empty={<NoCredentials {...props} />}
        footer={<Pager nextCursor={props.nextCursor} />}
      />
      {asked && (asked.kind === "replace" || asked.kind === "beside") ? (
        <CredentialDialog
          open
          onOpenChange={close}
          place={place}
          actions={actions}
          wish={{ kind: asked.kind, credential: asked.credential }}
        />
      ) : null}
      {asked?.kind === "rename" ? (
        <RenameDialog
          credential={asked.credential}
          place={place}
          update={actions.update}
          onOpenChange={close}
        />
      ) : null}
      {asked?.kind === "remove" ? (
        <RemoveDialog
          credential={asked.credential}
          place={place}
          remove={actions.remove}
          onOpenChange={close}
        />
      ) : null}
    </Card>
  );
}

function NoCredentials({ place, mayWrite }: CredentialsTableProps) {
  return (
    <EmptyState
      icon={<KeySquare />}
      title="No provider keys yet"
      text={
        place === "platform"
          ? "With a key of the platform's own, tenants can use models without one of theirs; you pay the provider."
          : "With your own key at OpenAI, Anthropic or another provider, calls through the gateway are paid by your account there."
      }
      action={
        mayWrite ? (
          <ButtonLink href="?create=true" scroll={false}>
            Add the first key
          </ButtonLink>
        ) : null
      }
    />
  );
}
