// What can be done with one key, as a menu.
import type { MenuItem } from "#components/overlay/menu-items.ts";
import type { KeyView } from "#lib/keys/view.ts";

export interface KeyMenuChoices {
  onCopyId: () => void;
  onRotate: () => void;
  onDisable: () => void;
  onEnable: () => void;
  onRevoke: () => void;
}

/** Without the right to change the key, only what reads. */
export function keyMenu(key: KeyView, mayChange: boolean, choices: KeyMenuChoices): MenuItem[] {
  const copy: MenuItem = { label: "Copy id", onSelect: choices.onCopyId };
  if (!mayChange || key.status === "revoked") return [copy];
  return [
    copy,
    { label: "Rotate…", onSelect: choices.onRotate },
    key.disabledAt
      ? { label: "Enable", onSelect: choices.onEnable }
      : { label: "Disable", onSelect: choices.onDisable },
    { separator: true },
    { label: "Revoke…", onSelect: choices.onRevoke, danger: true },
  ];
}
