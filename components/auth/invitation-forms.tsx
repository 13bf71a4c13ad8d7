"use client";
// The two ways of accepting an invitation: as somebody new, or as the person who is signed in.
import { signOut } from "#components/auth/auth-calls.ts";
import { enter } from "#components/auth/enter.ts";
import { NewPasswordField } from "#components/auth/new-password-field.tsx";
import { useFormAct } from "#components/auth/use-form-act.ts";
import type { Act } from "#components/form/act.ts";
import { FormMessage } from "#components/form/form-message.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

interface AcceptInput {
  token: string;
  name?: string;
  password?: string;
}

interface Accepted {
  email: string;
  clientId: string | null;
}

interface InvitationProps {
  token: string;
  act: Act<AcceptInput, Accepted>;
}

export function NewPersonForm({ token, act }: InvitationProps) {
  const { pending, errors, onSubmit } = useFormAct(act, {
    input: (field) => ({ token, name: field("name"), password: field("password") }),
    onDone: (accepted, form) =>
      enter(accepted.email, String(new FormData(form).get("password")), homeOf(accepted)),
  });
  return (
    <form className="grid gap-4" onSubmit={onSubmit} noValidate>
      <FormMessage>{errors.message}</FormMessage>
      <Field label="Your name" error={errors.at("name")} required>
        <Input name="name" autoComplete="name" autoFocus className="h-10" />
      </Field>
      <NewPasswordField name="password" error={errors.at("password")} />
      <Button type="submit" size="lg" pending={pending}>
        Accept and sign in
      </Button>
    </form>
  );
}

export function JoinForm({ token, act, to }: InvitationProps & { to: string }) {
  const { pending, errors, onSubmit } = useFormAct(act, {
    input: () => ({ token }),
    onDone: (accepted) => window.location.assign(homeOf(accepted)),
  });
  return (
    <form className="grid gap-4" onSubmit={onSubmit}>
      <FormMessage>{errors.message}</FormMessage>
      <Button type="submit" size="lg" pending={pending}>
        Join {to}
      </Button>
    </form>
  );
}

/** For a person who is signed in as somebody else. */
export function SignOutAndReturn({ token }: { token: string }) {
  return (
    <Button size="lg" variant="outline" onClick={() => void signOut(`/invite/${token}`)}>
      Sign out and come back
    </Button>
  );
}

const homeOf = ({ clientId }: Accepted) => (clientId ? `/t/${clientId}` : "/admin");
