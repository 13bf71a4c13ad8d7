"use client";
// E-mail address and password; says how long to wait after too many attempts.
import { type FormEvent, useState } from "react";
import { signInWithPassword } from "#components/auth/auth-calls.ts";
import { PasswordInput } from "#components/auth/password-input.tsx";
import { signInMessage, waitText } from "#components/auth/sign-in-message.ts";
import { useCountdown } from "#components/auth/use-countdown.ts";
import { FormMessage } from "#components/form/form-message.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

export interface SignInFormProps {
  /** The path to go to. */
  next: string;
  email?: string;
  /** The code of a sign-in that failed before this page was shown. */
  error?: string;
}

export function SignInForm({ next, email, error }: SignInFormProps) {
  const [pending, setPending] = useState(false);
  const [message, setMessage] = useState(error ? signInMessage(error).text : null);
  const [wait, startWait] = useCountdown();
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    setMessage(null);
    const outcome = await signInWithPassword(String(form.get("email")), String(form.get("password")));
    if (outcome.ok) return window.location.assign(next);
    const failure = signInMessage(outcome.code);
    setMessage(failure.text);
    startWait(failure.waitSeconds);
    setPending(false);
  };
  return (
    <form className="grid gap-4" method="post" onSubmit={(event) => void send(event)}>
      <FormMessage>{message}</FormMessage>
      <Field label="E-mail address">
        <Input
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={email}
          autoFocus={!email}
          required
          className="h-10"
        />
      </Field>
      <Field
        label="Password"
        hint={
          <TextLink href="/reset" className="text-xs">
            Forgot it?
          </TextLink>
        }
      >
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoComplete="current-password"
            autoFocus={!!email}
            required
          />
        )}
      </Field>
      <Button type="submit" size="lg" pending={pending} disabled={wait > 0}>
        {wait > 0 ? `Try again in ${waitText(wait)}` : "Sign in"}
      </Button>
    </form>
  );
}
