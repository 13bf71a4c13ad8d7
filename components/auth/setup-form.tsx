"use client";
// Makes the first admin and signs them in.
import { enter } from "#components/auth/enter.ts";
import { NewPasswordField } from "#components/auth/new-password-field.tsx";
import { useFormAct } from "#components/auth/use-form-act.ts";
import type { Act } from "#components/form/act.ts";
import { FormMessage } from "#components/form/form-message.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

interface SetupInput {
  token: string;
  email: string;
  name: string;
  password: string;
}

export function SetupForm(props: { token: string; act: Act<SetupInput, { email: string }> }) {
  const { pending, errors, onSubmit } = useFormAct(props.act, {
    input: (field) => ({
      token: props.token,
      email: field("email"),
      name: field("name"),
      password: field("password"),
    }),
    onDone: ({ email }, form) => enter(email, String(new FormData(form).get("password")), "/admin"),
  });
  return (
    <form className="grid gap-4" onSubmit={onSubmit} noValidate>
      <FormMessage>{errors.message}</FormMessage>
      <Field label="Your name" error={errors.at("name")} required>
        <Input name="name" autoComplete="name" autoFocus className="h-10" />
      </Field>
      <Field label="E-mail address" error={errors.at("email")} required>
        <Input name="email" type="email" autoComplete="username" className="h-10" />
      </Field>
      <NewPasswordField name="password" error={errors.at("password")} />
      <Button type="submit" size="lg" pending={pending}>
        Create the admin
      </Button>
    </form>
  );
}
