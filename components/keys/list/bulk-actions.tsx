"use client";
// What can be done with several keys at once. Each key is its own command, so each leaves its own audit row.
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { attempt, wantsProof } from "#components/form/act.ts";
import { type KeyActions, placeOf } from "#components/keys/key-actions.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import type { KeyView } from "#lib/keys/view.ts";

const ConfirmByName = dynamic(
  () => import("#components/feedback/confirm-by-name.tsx").then((module) => module.ConfirmByName),
  { ssr: false },
);

export interface BulkActionsProps {
  keys: KeyView[];
  clear: () => void;
  actions: Pick<KeyActions, "disableQuietly" | "revokeQuietly">;
}

export function BulkActions({ keys, clear, actions }: BulkActionsProps) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState(false);
  const each = async (verb: string, one: (key: KeyView) => ReturnType<KeyActions["revoke"]>) => {
    setBusy(true);
    const failed: string[] = [];
    let done = 0;
    for (const key of keys) {
      const result = await one(key);
      if (wantsProof(result)) break;
      if (result.ok) done += 1;
      else failed.push(`${key.name}: ${result.error.message}`);
    }
    setBusy(false);
    if (done + failed.length === 0) return;
    setAsking(false);
    clear();
    router.refresh();
    if (done > 0) toast.success(`${countOf(done)} ${verb}`);
    if (failed.length > 0)
      toast.error(`${countOf(failed.length)} could not be ${verb}`, { description: failed[0] });
  };
  const phrase = `revoke ${countOf(keys.length)}`;
  return (
    <>
      <Button
        variant="outline"
        size="sm"
        pending={busy && !asking}
        onClick={() =>
          void each("disabled", (key) => attempt(actions.disableQuietly, placeOf(key), { keyId: key.id }))
        }
      >
        Disable
      </Button>
      <Button variant="danger-outline" size="sm" disabled={busy} onClick={() => setAsking(true)}>
        Revoke…
      </Button>
      {asking ? (
        <ConfirmByName
          open
          onOpenChange={setAsking}
          title={`Revoke ${countOf(keys.length)}?`}
          consequence={`Every call with ${namesOf(keys)} fails with 401 at once. This cannot be undone.`}
          name={phrase}
          confirmLabel="Revoke"
          askReason
          pending={busy}
          onConfirm={(reason) =>
            void each("revoked", (key) =>
              attempt(actions.revokeQuietly, placeOf(key), { keyId: key.id, reason: reason || null }),
            )
          }
        />
      ) : null}
    </>
  );
}

function countOf(count: number): string {
  return count === 1 ? "1 key" : `${count} keys`;
}

function namesOf(keys: KeyView[]): string {
  const names = keys.slice(0, 3).map((key) => key.name);
  const more = keys.length - names.length;
  return new Intl.ListFormat("en-US").format(more > 0 ? [...names, `${more} more`] : names);
}
