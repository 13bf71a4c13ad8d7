"use client";
// Gives a credential another name.
import { useState } from "react";
import type { CredentialActions } from "#components/credentials/credential-actions.ts";
import { useAct } from "#components/form/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogFooter,
  DialogHeader,
} from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { CredentialView } from "#lib/credentials/view.ts";
import type { Place } from "#lib/web/place.ts";

export interface RenameDialogProps {
  credential: CredentialView;
  place: Place;
  update: CredentialActions["update"];
  onOpenChange: (open: boolean) => void;
}

export default function RenameDialog({ credential, place, update, onOpenChange }: RenameDialogProps) {
  const { pending, run } = useAct(update);
  const [label, setLabel] = useState(credential.label);
  const [error, setError] = useState<string>();
  const submit = async () => {
    const result = await run(place, { credentialId: credential.id, label });
    if (result.ok) onOpenChange(false);
    else setError(result.error.fields?.label ?? result.error.message);
  };
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent size="sm">
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <DialogHeader title={`Rename ${credential.label}`} />
          <DialogBody>
            <Field label="Name" required error={error}>
              <Input value={label} maxLength={80} onChange={(event) => setLabel(event.target.value)} />
            </Field>
          </DialogBody>
          <DialogFooter>
            <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Cancel</DialogClose>
            <Button type="submit" pending={pending} className="max-sm:h-10">
              Rename
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
