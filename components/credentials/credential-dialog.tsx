"use client";
// Entering a provider key: a new one, one in another's place, or one beside it. What is typed is sealed here, and gone.
import type { CredentialActions } from "#components/credentials/credential-actions.ts";
import { CredentialForm } from "#components/credentials/credential-form.tsx";
import { mayEnterKeys } from "#components/credentials/seal-entry.ts";
import { FormMessage } from "#components/form/form-message.tsx";
import { Button } from "#components/ui/button.tsx";
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogFooter,
  DialogHeader,
} from "#components/ui/dialog.tsx";
import type { CredentialView } from "#lib/credentials/view.ts";
import type { Place } from "#lib/web/place.ts";

/** beside: the old key stays in use until the new one is made current. */
export type CredentialWish = { kind: "add" } | { kind: "replace" | "beside"; credential: CredentialView };

export interface CredentialDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  place: Place;
  wish: CredentialWish;
  actions: CredentialActions;
}

export default function CredentialDialog(props: CredentialDialogProps) {
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} disablePointerDismissal>
      <DialogContent>
        <DialogHeader title={titleOf(props.wish)} description={textOf(props.wish)} />
        {mayEnterKeys() ? <CredentialForm {...props} /> : <Closed />}
      </DialogContent>
    </Dialog>
  );
}

function titleOf(wish: CredentialWish): string {
  if (wish.kind === "add") return "Add a provider key";
  return wish.kind === "replace"
    ? `Replace the key of ${wish.credential.label}`
    : `A second key for ${wish.credential.label}`;
}

function textOf({ kind }: CredentialWish): string {
  if (kind === "beside") return "Calls go on with the first key. Test the second, then make it current.";
  return "It is encrypted in this browser before it is sent. Nobody can look at it again, this dashboard included.";
}

function Closed() {
  return (
    <>
      <DialogBody>
        <FormMessage>
          Keys cannot be entered over plain http, because a browser encrypts on https and on localhost only.
          Open Keyhold at an https address.
        </FormMessage>
      </DialogBody>
      <DialogFooter>
        <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Close</DialogClose>
      </DialogFooter>
    </>
  );
}
