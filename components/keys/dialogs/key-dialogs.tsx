"use client";
// The dialogs of keys, one at a time, their code fetched when the first is wanted.
import dynamic from "next/dynamic";
import { useCallback, useState } from "react";
import type { KeyActions } from "#components/keys/key-actions.ts";
import type { KeyView } from "#lib/keys/view.ts";

const RotateDialog = dynamic(() => import("#components/keys/dialogs/rotate-dialog.tsx"), { ssr: false });
const RevokeDialog = dynamic(() => import("#components/keys/dialogs/revoke-dialog.tsx"), { ssr: false });

export type KeyDialogKind = "rotate" | "revoke";

export interface KeyDialogState {
  kind: KeyDialogKind;
  view: KeyView;
}

/** Which dialog is open for which key. It stays mounted while it closes, so that it can leave gently. */
export function useKeyDialogs() {
  const [state, setState] = useState<KeyDialogState | null>(null);
  const [open, setOpen] = useState(false);
  const show = useCallback((kind: KeyDialogKind, view: KeyView) => {
    setState({ kind, view });
    setOpen(true);
  }, []);
  return { state, open, show, onOpenChange: setOpen };
}

export function KeyDialogs(props: {
  dialogs: ReturnType<typeof useKeyDialogs>;
  actions: Pick<KeyActions, "rotate" | "revoke" | "get">;
  /** Calls with the key in the last hour, where that is known. */
  callsLastHour?: number;
}) {
  const { state, open, onOpenChange } = props.dialogs;
  if (!state) return null;
  const { kind, view } = state;
  const shared = { view, open, onOpenChange, actions: props.actions };
  if (kind === "rotate") return <RotateDialog key={view.id} {...shared} />;
  return <RevokeDialog key={view.id} {...shared} callsLastHour={props.callsLastHour} />;
}
