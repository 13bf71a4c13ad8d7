"use client";
// Making a service token: the form, then the secret, once. The secret lives in this component's state and goes with it.
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RevealSecret } from "#components/keys/reveal/reveal-secret.tsx";
import { CreateTokenForm } from "#components/tokens/create-token-form.tsx";
import type { TokenActions } from "#components/tokens/token-actions.ts";
import { verifySnippets } from "#components/tokens/verify-snippets.ts";
import { Dialog, DialogContent, DialogHeader } from "#components/ui/dialog.tsx";
import type { Permission } from "#lib/shared/permissions.ts";
import type { TokenWithSecret } from "#lib/tokens/view.ts";
import type { Place } from "#lib/web/place.ts";

export interface CreateTokenDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  place: Place;
  /** What a token of this place may be given. */
  allowed: readonly Permission[];
  create: TokenActions["create"];
}

export default function CreateTokenDialog({ open, onOpenChange, ...form }: CreateTokenDialogProps) {
  const router = useRouter();
  const [created, setCreated] = useState<TokenWithSecret | null>(null);
  return (
    <Dialog
      open={open}
      disablePointerDismissal
      onOpenChange={(next) => (next || !created ? onOpenChange(next) : undefined)}
      onOpenChangeComplete={(isOpen) => !isOpen && setCreated(null)}
    >
      <DialogContent size="lg" hideClose={created !== null}>
        {created ? (
          <RevealSecret
            title={`${created.name} is ready`}
            name={`${created.name} keyhold`}
            secret={created.secret}
            snippets={verifySnippets(window.location.origin, created.secret, "THE_CALLERS_KEY")}
            onStored={() => {
              onOpenChange(false);
              router.refresh();
            }}
          />
        ) : (
          <>
            <DialogHeader
              title="Create a service token"
              description={
                form.place === "platform"
                  ? "For one of your services or scripts. It may act for any tenant."
                  : "For one of your services or scripts. It sees this tenant alone."
              }
            />
            <CreateTokenForm {...form} onCreated={setCreated} />
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}
