"use client";
// Gives an endpoint a new secret, and shows it once.
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { useAct } from "#components/form/use-act.ts";
import { RevealSecret } from "#components/keys/reveal/reveal-secret.tsx";
import { Button } from "#components/ui/button.tsx";
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogFooter,
  DialogHeader,
} from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import type { EndpointDialogProps } from "#components/webhooks/endpoint-menu.tsx";
import { webhookSnippets } from "#components/webhooks/webhook-snippets.ts";

const OVERLAPS = [
  { seconds: 0, label: "End it now" },
  { seconds: 3_600, label: "1 hour" },
  { seconds: 86_400, label: "24 hours" },
  { seconds: 604_800, label: "7 days" },
];

export default function RotateEndpointDialog({
  endpoint,
  place,
  actions,
  onOpenChange,
}: EndpointDialogProps) {
  const router = useRouter();
  const { pending, run } = useAct(actions.rotate);
  const [graceSeconds, setGrace] = useState(86_400);
  const [secret, setSecret] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const rotate = async () => {
    const result = await run(place, { endpointId: endpoint.id, graceSeconds });
    if (result.ok) setSecret(result.data.secret);
    else setError(result.error.message);
  };
  return (
    <Dialog open disablePointerDismissal onOpenChange={(next) => !secret && onOpenChange(next)}>
      <DialogContent size={secret ? "lg" : "md"} hideClose={secret !== null}>
        {secret ? (
          <RevealSecret
            title="The new secret"
            description="Messages are signed with it from now on."
            name="keyhold webhook"
            secret={secret}
            snippets={webhookSnippets(secret)}
            onStored={() => {
              onOpenChange(false);
              router.refresh();
            }}
          />
        ) : (
          <>
            <DialogHeader
              title="Rotate the secret"
              description="While both are good, each message carries two signatures, and a receiver needs to know one of them."
            />
            <DialogBody className="gap-4">
              <Field label="The old secret signs too, for">
                <NativeSelect
                  value={String(graceSeconds)}
                  onChange={(event) => setGrace(Number(event.target.value))}
                >
                  {OVERLAPS.map(({ seconds, label }) => (
                    <option key={seconds} value={seconds}>
                      {label}
                    </option>
                  ))}
                </NativeSelect>
              </Field>
              <FormMessage>{error}</FormMessage>
            </DialogBody>
            <DialogFooter>
              <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Cancel</DialogClose>
              <Button pending={pending} className="max-sm:h-10" onClick={() => void rotate()}>
                Rotate
              </Button>
            </DialogFooter>
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}
