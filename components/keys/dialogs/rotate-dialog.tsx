"use client";
// Gives a key a new secret while the old one works on for a chosen time; then shows the new one, once.
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { useAct } from "#components/form/use-act.ts";
import { OVERLAPS } from "#components/keys/dialogs/overlaps.ts";
import { type KeyActions, placeOf } from "#components/keys/key-actions.ts";
import { FirstCallStatus } from "#components/keys/reveal/first-call-status.tsx";
import { RevealSecret } from "#components/keys/reveal/reveal-secret.tsx";
import { firstCallSnippets } from "#components/keys/reveal/snippets.ts";
import { Button } from "#components/ui/button.tsx";
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogFooter,
  DialogHeader,
} from "#components/ui/dialog.tsx";
import { RadioCard, RadioGroup } from "#components/ui/radio-group.tsx";
import type { KeyView, KeyWithSecret } from "#lib/keys/view.ts";

export interface RotateDialogProps {
  view: KeyView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  actions: Pick<KeyActions, "rotate" | "get">;
}

export default function RotateDialog({ view, open, onOpenChange, actions }: RotateDialogProps) {
  const router = useRouter();
  const [rotated, setRotated] = useState<KeyWithSecret | null>(null);
  const newest = rotated?.secrets[0]?.id;
  return (
    <Dialog
      open={open}
      disablePointerDismissal
      onOpenChange={(next) => (next || !rotated ? onOpenChange(next) : undefined)}
      onOpenChangeComplete={(isOpen) => !isOpen && setRotated(null)}
    >
      <DialogContent size={rotated ? "lg" : "md"} hideClose={rotated !== null}>
        {rotated ? (
          <RevealSecret
            title={`The new secret of ${view.name}`}
            name={view.name}
            secret={rotated.secret}
            snippets={firstCallSnippets(window.location.origin, rotated.secret)}
            onStored={() => {
              onOpenChange(false);
              router.refresh();
            }}
          >
            <FirstCallStatus
              poll={() => actions.get(placeOf(view), { keyId: view.id })}
              isSeen={(key) => key.secrets.some((secret) => secret.id === newest && secret.lastUsedAt)}
            />
          </RevealSecret>
        ) : (
          <ChooseOverlap view={view} rotate={actions.rotate} onRotated={setRotated} />
        )}
      </DialogContent>
    </Dialog>
  );
}

function ChooseOverlap(props: {
  view: KeyView;
  rotate: KeyActions["rotate"];
  onRotated: (key: KeyWithSecret) => void;
}) {
  const { view } = props;
  const rotating = view.status === "rotating";
  const [seconds, setSeconds] = useState(rotating ? "0" : "86400");
  const [error, setError] = useState<string | null>(null);
  const { pending, run } = useAct(props.rotate);
  const rotate = async () => {
    setError(null);
    const result = await run(placeOf(view), { keyId: view.id, graceSeconds: Number(seconds) });
    if (result.ok) props.onRotated(result.data);
    else setError(result.error.message);
  };
  return (
    <>
      <DialogHeader
        title={`Rotate ${view.name}`}
        description="The key gets a new secret. Its id, limits and history stay."
      />
      <DialogBody>
        <RadioGroup
          aria-label="How long the old secret works on"
          value={seconds}
          onValueChange={(value) => setSeconds(String(value))}
        >
          {OVERLAPS.map((overlap) => (
            <RadioCard
              key={overlap.seconds}
              value={String(overlap.seconds)}
              title={overlap.label}
              description={overlap.meaning}
              disabled={rotating && overlap.seconds > 0}
            />
          ))}
        </RadioGroup>
        {rotating ? (
          <p className="text-muted-foreground text-ui">
            A rotation is under way already. Rotating again ends both secrets at once; to keep an overlap,
            finish that rotation first.
          </p>
        ) : null}
        <FormMessage>{error}</FormMessage>
      </DialogBody>
      <DialogFooter>
        <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Cancel</DialogClose>
        <Button pending={pending} className="max-sm:h-10" onClick={() => void rotate()}>
          Rotate key
        </Button>
      </DialogFooter>
    </>
  );
}
