"use client";
// A new password; everybody else who is signed in as this person is signed out.
import { useState } from "react";
import { NewPasswordField } from "#components/auth/new-password-field.tsx";
import { PasswordInput } from "#components/auth/password-input.tsx";
import { useFormAct } from "#components/auth/use-form-act.ts";
import type { Act } from "#components/form/act.ts";
import { FormMessage } from "#components/form/form-message.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { toast } from "#components/ui/toast.ts";

interface PasswordInputs {
  currentPassword: string;
  newPassword: string;
  keep: string;
}

export interface PasswordCardProps {
  email: string;
  currentSessionId: string;
  act: Act<PasswordInputs, { changed: boolean }>;
}

export function PasswordCard({ email, currentSessionId, act }: PasswordCardProps) {
  const [wrong, setWrong] = useState(false);
  const { pending, errors, onSubmit } = useFormAct(act, {
    input: (field) => ({
      currentPassword: field("currentPassword"),
      newPassword: field("newPassword"),
      keep: currentSessionId,
    }),
    onDone: ({ changed }, form) => {
      setWrong(!changed);
      if (!changed) return;
      form.reset();
      toast.success("Password changed", { description: "You are signed out everywhere else." });
    },
  });
  const currentError = wrong ? "This is not your current password." : errors.at("currentPassword");
  return (
    <Card>
      <CardHeader title="Password" description="Changing it signs you out everywhere else." />
      <CardContent>
        <form className="grid gap-4 sm:grid-cols-2" onSubmit={onSubmit} noValidate>
          <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
          <Field label="Current password" error={currentError}>
            {(control) => (
              <PasswordInput {...control} name="currentPassword" autoComplete="current-password" />
            )}
          </Field>
          <NewPasswordField name="newPassword" label="New password" error={errors.at("newPassword")} />
          <div className="grid justify-items-start gap-3 sm:col-span-2">
            <FormMessage>{errors.message}</FormMessage>
            <Button type="submit" pending={pending}>
              Change password
            </Button>
          </div>
        </form>
      </CardContent>
    </Card>
  );
}
