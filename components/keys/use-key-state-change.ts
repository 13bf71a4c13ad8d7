"use client";
// Disabling and enabling a key, each with the other as its undo.
import { useAct } from "#components/form/use-act.ts";
import { type KeyActions, placeOf } from "#components/keys/key-actions.ts";
import { toast } from "#components/ui/toast.ts";
import type { KeyView } from "#lib/keys/view.ts";

export function useKeyStateChange(actions: Pick<KeyActions, "disable" | "enable">) {
  const disabling = useAct(actions.disable);
  const enabling = useAct(actions.enable);
  const disable = async (key: KeyView, undone = false) => {
    const done = await disabling.runAloud(placeOf(key), { keyId: key.id });
    if (!done) return;
    const undo = { label: "Undo", onClick: () => void enable(key, true) };
    toast.success(`${key.name} is disabled`, {
      description: "Calls with it are refused until it is enabled.",
      ...(undone ? {} : { action: undo }),
    });
  };
  const enable = async (key: KeyView, undone = false) => {
    const done = await enabling.runAloud(placeOf(key), { keyId: key.id });
    if (!done) return;
    const undo = { label: "Undo", onClick: () => void disable(key, true) };
    toast.success(`${key.name} works again`, undone ? {} : { action: undo });
  };
  return { pending: disabling.pending || enabling.pending, disable, enable };
}
