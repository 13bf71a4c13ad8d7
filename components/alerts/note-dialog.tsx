"use client";
// Takes an alert on, and says what is done about it.
import { useState } from "react";
import type { AlertActions } from "#components/alerts/alert-actions.ts";
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
import { Textarea } from "#components/ui/textarea.tsx";
import type { AlertView } from "#lib/alerts/view.ts";
import type { Place } from "#lib/web/place.ts";

export interface NoteDialogProps {
  alert: AlertView;
  place: Place;
  acknowledge: AlertActions["acknowledge"];
  onOpenChange: (open: boolean) => void;
}

export default function NoteDialog({ alert, place, acknowledge, onOpenChange }: NoteDialogProps) {
  const { pending, run } = useAct(acknowledge);
  const [note, setNote] = useState(alert.note ?? "");
  const [error, setError] = useState<string>();
  const submit = async () => {
    const result = await run(place, { alertId: alert.id, note });
    if (result.ok) onOpenChange(false);
    else setError(result.error.fields?.note ?? result.error.message);
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
          <DialogHeader title="Take this alert on" description={alert.title} />
          <DialogBody>
            <Field label="What is done about it" hint="Optional" error={error}>
              <Textarea
                rows={3}
                value={note}
                maxLength={500}
                onChange={(event) => setNote(event.target.value)}
              />
            </Field>
          </DialogBody>
          <DialogFooter>
            <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Cancel</DialogClose>
            <Button type="submit" pending={pending} className="max-sm:h-10">
              Take on
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
