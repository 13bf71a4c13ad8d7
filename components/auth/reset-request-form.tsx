"use client";
// Asks for a link that sets a new password. Says the same whoever asks.
import { MailCheck } from "lucide-react";
import { useState } from "react";
import { useFormAct } from "#components/auth/use-form-act.ts";
import type { Act } from "#components/form/act.ts";
import { FormMessage } from "#components/form/form-message.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

export function ResetRequestForm({ act }: { act: Act<{ email: string }, void> }) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { pending, errors, onSubmit } = useFormAct(act, {
    input: (field) => ({ email: field("email") }),
    onDone: (_, form) => setSentTo(String(new FormData(form).get("email"))),
  });
  if (sentTo) return <Sent to={sentTo} />;
  return (
    <form className="grid gap-4" onSubmit={onSubmit} noValidate>
      <FormMessage>{errors.message}</FormMessage>
      <Field label="E-mail address" error={errors.at("email")} required>
        <Input name="email" type="email" autoComplete="username" autoFocus className="h-10" />
      </Field>
      <Button type="submit" size="lg" pending={pending}>
        Send me a link
      </Button>
    </form>
  );
}

function Sent({ to }: { to: string }) {
  return (
    <div role="status" className="flex gap-3 rounded-lg bg-success-soft p-3 text-success text-ui">
      <MailCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <p>
        If <strong className="break-all font-semibold">{to}</strong> has an account here, a link is on its
        way. It works once, for one hour.
      </p>
    </div>
  );
}
