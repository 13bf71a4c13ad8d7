"use client";
// Asks before somebody is removed. Loaded on demand.
import { useState } from "react";
import type { PeopleCalls, Person } from "#components/members/people.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { toast } from "#components/ui/toast.ts";

export interface RemoveDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  person: Person;
  remove: PeopleCalls["remove"];
}

export default function RemoveDialog({ open, onOpenChange, person, remove }: RemoveDialogProps) {
  const [pending, setPending] = useState(false);
  const confirm = async () => {
    setPending(true);
    const result = await remove(person);
    setPending(false);
    onOpenChange(false);
    if (result.ok) toast.success(`${person.name} was removed`);
    else toast.error(result.error.message);
  };
  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      danger
      title={`Remove ${person.name}?`}
      description={`${person.email} can no longer see or change anything here, from their next request on. Keys that they made go on working.`}
      confirmLabel="Remove"
      pending={pending}
      onConfirm={() => void confirm()}
    />
  );
}
