"use client";
// Asks whether it is still the same person, over whatever they were at. Loaded on demand.
import { useState } from "react";
import { PasswordInput } from "#components/auth/password-input.tsx";
import type { ProofHostProps } from "#components/auth/proof-host.tsx";
import { useFormAct } from "#components/auth/use-form-act.ts";
import { FormMessage } from "#components/form/form-message.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Dialog, DialogBody, DialogContent, DialogFooter, DialogHeader } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";

export interface ProofDialogProps extends ProofHostProps {
  onAnswer: (proved: boolean) => void;
}

export default function ProofDialog(props: ProofDialogProps) {
  return (
    <Dialog open disablePointerDismissal onOpenChange={(open) => open || props.onAnswer(false)}>
      <DialogContent size="sm">
        <DialogHeader
          title="Is it still you?"
          description="More than ten minutes have passed since you proved it, and this act is a sensitive one. Nothing that you entered is lost."
        />
        {props.hasPassword ? <AskPassword {...props} /> : <AskSignIn {...props} />}
      </DialogContent>
    </Dialog>
  );
}

function AskPassword({ email, confirm, onAnswer }: ProofDialogProps) {
  const [wrong, setWrong] = useState(false);
  const { pending, errors, onSubmit } = useFormAct(confirm, {
    input: (field) => ({ password: field("password") }),
    onDone: ({ confirmed }, form) => {
      setWrong(!confirmed);
      if (confirmed) return onAnswer(true);
      form.reset();
      form.querySelector<HTMLInputElement>("[name=password]")?.focus();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <DialogBody>
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field label="Password" error={wrong ? "This is not your password." : errors.at("password")}>
          {(control) => <PasswordInput {...control} name="password" autoComplete="current-password" />}
        </Field>
        <FormMessage>{errors.message}</FormMessage>
      </DialogBody>
      <DialogFooter>
        <Cancel onAnswer={onAnswer} />
        <Button type="submit" pending={pending} className="max-sm:h-10">
          Confirm
        </Button>
      </DialogFooter>
    </form>
  );
}

/** In another tab, so that what stands in this one stays. */
function AskSignIn({ onAnswer }: ProofDialogProps) {
  return (
    <>
      <DialogBody>
        <p className="text-ui">
          You have no password here. Sign in again in a new tab, then come back to this one and continue.
        </p>
        <ButtonLink variant="outline" href="/sign-in?again=true&next=/account" target="_blank">
          Sign in again
        </ButtonLink>
      </DialogBody>
      <DialogFooter>
        <Cancel onAnswer={onAnswer} />
        <Button className="max-sm:h-10" onClick={() => onAnswer(true)}>
          Continue
        </Button>
      </DialogFooter>
    </>
  );
}

function Cancel({ onAnswer }: Pick<ProofDialogProps, "onAnswer">) {
  return (
    <Button variant="outline" className="max-sm:h-10" onClick={() => onAnswer(false)}>
      Cancel
    </Button>
  );
}
