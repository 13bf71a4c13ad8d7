"use client";
// Sets a new password by the link, and signs in with it.
import { enter } from "#components/auth/enter.ts";
import { NewPasswordField } from "#components/auth/new-password-field.tsx";
import { useFormAct } from "#components/auth/use-form-act.ts";
import type { Act } from "#components/form/act.ts";
import { FormMessage } from "#components/form/form-message.tsx";
import { Button } from "#components/ui/button.tsx";

export interface ResetFormProps {
  token: string;
  email: string;
  act: Act<{ token: string; password: string }, { email: string }>;
}

export function ResetForm(props: ResetFormProps) {
  const { pending, errors, onSubmit } = useFormAct(props.act, {
    input: (field) => ({ token: props.token, password: field("password") }),
    onDone: ({ email }, form) => enter(email, String(new FormData(form).get("password")), "/"),
  });
  return (
    <form className="grid gap-4" onSubmit={onSubmit} noValidate>
      <FormMessage>{errors.message}</FormMessage>
      <input type="hidden" name="username" autoComplete="username" value={props.email} readOnly />
      <NewPasswordField name="password" label="New password" error={errors.at("password")} />
      <Button type="submit" size="lg" pending={pending}>
        Set the password
      </Button>
    </form>
  );
}
