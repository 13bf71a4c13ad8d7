"use client";
// Invites somebody: an address and a role. Loaded on demand.
import { type FormEvent, useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { useServerErrors } from "#components/form/use-server-errors.ts";
import type { PeopleCalls, RoleChoice } from "#components/members/people.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogHeader } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { toast } from "#components/ui/toast.ts";

export interface InviteDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  roles: RoleChoice[];
  invite: PeopleCalls["invite"];
}

export default function InviteDialog({ open, onOpenChange, roles, invite }: InviteDialogProps) {
  const choices = roles.filter(({ grantable }) => grantable);
  const [role, setRole] = useState(choices.at(-1)?.value ?? "");
  const [pending, setPending] = useState(false);
  const errors = useServerErrors();
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get("email"));
    errors.clear();
    setPending(true);
    const result = await invite(email, role);
    setPending(false);
    if (!result.ok) return errors.show(result.error);
    onOpenChange(false);
    toast.success(`Invitation for ${email} is on its way`);
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader
          title="Invite somebody"
          description="They get a link that works once, for seven days."
        />
        <form onSubmit={(event) => void send(event)} noValidate>
          <DialogBody>
            <FormMessage>{errors.message}</FormMessage>
            <Field label="E-mail address" error={errors.at("email")} required>
              <Input name="email" type="email" autoComplete="off" autoFocus />
            </Field>
            <Field label="Role" description={choices.find(({ value }) => value === role)?.description}>
              <NativeSelect value={role} onChange={(event) => setRole(event.target.value)}>
                {choices.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </NativeSelect>
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button variant="outline" onClick={() => onOpenChange(false)}>
              Cancel
            </Button>
            <Button type="submit" pending={pending}>
              Send the invitation
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
