"use client";
// A dialog's content that shows a secret once. It stands in no address and no payload, and goes when this goes.
import { type ReactNode, useState } from "react";
import type { Snippet } from "#components/feedback/code-snippet.tsx";
import { SecretReveal } from "#components/feedback/secret-reveal.tsx";
import { envName } from "#components/keys/reveal/snippets.ts";
import { Button } from "#components/ui/button.tsx";
import { DialogBody, DialogFooter, DialogHeader } from "#components/ui/dialog.tsx";

export interface RevealSecretProps {
  title: string;
  description?: string;
  /** From which the `.env` file takes its variable. */
  name: string;
  secret: string;
  snippets: Snippet[];
  onStored: () => void;
  /** Below the snippets, such as the wait for the first call. */
  children?: ReactNode;
}

export function RevealSecret(props: RevealSecretProps) {
  const [stored, setStored] = useState(false);
  return (
    <>
      <DialogHeader title={props.title} description={props.description} />
      <DialogBody>
        <SecretReveal
          secret={props.secret}
          envName={envName(props.name)}
          snippets={props.snippets}
          stored={stored}
          onStoredChange={setStored}
        >
          {props.children}
        </SecretReveal>
      </DialogBody>
      <DialogFooter>
        <Button className="max-sm:h-10" disabled={!stored} onClick={props.onStored}>
          Done
        </Button>
      </DialogFooter>
    </>
  );
}
