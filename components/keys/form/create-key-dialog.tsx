"use client";
// Making a key: the form, then the secret, once. The secret lives in this component's state and goes with it.
import { useRouter } from "next/navigation";
import { useState } from "react";
import { CreateKeyForm } from "#components/keys/form/create-key-form.tsx";
import type { CreateKeySetup } from "#components/keys/form/tenant-field.tsx";
import { type KeyActions, placeOf } from "#components/keys/key-actions.ts";
import { FirstCallStatus } from "#components/keys/reveal/first-call-status.tsx";
import { RevealSecret } from "#components/keys/reveal/reveal-secret.tsx";
import { firstCallSnippets } from "#components/keys/reveal/snippets.ts";
import { Dialog, DialogContent, DialogHeader } from "#components/ui/dialog.tsx";
import type { KeyWithSecret } from "#lib/keys/view.ts";

export interface CreateKeyDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  setup: CreateKeySetup;
  actions: Pick<KeyActions, "create" | "get">;
}

export default function CreateKeyDialog({ open, onOpenChange, setup, actions }: CreateKeyDialogProps) {
  const router = useRouter();
  const [created, setCreated] = useState<KeyWithSecret | null>(null);
  const finish = () => {
    onOpenChange(false);
    router.refresh();
  };
  return (
    <Dialog
      open={open}
      disablePointerDismissal
      // While the secret is shown, leaving is a decision: only the button that says it is stored closes.
      onOpenChange={(next) => (next || !created ? onOpenChange(next) : undefined)}
      onOpenChangeComplete={(isOpen) => !isOpen && setCreated(null)}
    >
      <DialogContent size="lg" hideClose={created !== null}>
        {created ? (
          <RevealSecret
            title={`${created.name} is ready`}
            name={created.name}
            secret={created.secret}
            snippets={firstCallSnippets(window.location.origin, created.secret)}
            onStored={finish}
          >
            <FirstCallStatus
              poll={() => actions.get(placeOf(created), { keyId: created.id })}
              isSeen={(key) => key.lastUsedAt !== null}
            />
          </RevealSecret>
        ) : (
          <>
            <DialogHeader
              title="Create a key"
              description={setup.tenant ? `For ${setup.tenant.name}.` : "For any tenant."}
            />
            <CreateKeyForm setup={setup} create={actions.create} onCreated={setCreated} />
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}
