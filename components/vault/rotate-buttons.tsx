"use client";
import { useAct } from "#components/form/use-act.ts";
import { Button } from "#components/ui/button.tsx";
// "Try it" and "Rotate".
import type { VaultActions } from "#components/vault/vault-actions.ts";

export function RotateButtons({ rotate, disabled }: { rotate: VaultActions["rotate"]; disabled: boolean }) {
  const { pending, runAloud } = useAct(rotate);
  return (
    <>
      <Button
        variant="outline"
        disabled={disabled}
        pending={pending}
        onClick={() => void runAloud("platform", { dryRun: true })}
      >
        Try it
      </Button>
      <Button disabled={disabled} pending={pending} onClick={() => void runAloud("platform", {})}>
        Rotate
      </Button>
    </>
  );
}
