"use client";
// The three dots at the end of a row or header.
import { Ellipsis } from "lucide-react";
import { MenuButton } from "#components/overlay/menu-button.tsx";
import type { MenuItem } from "#components/overlay/menu-items.ts";

/** `label` names what the actions are for, for example "Actions for analytics". */
export function RowMenu({ label, items }: { label: string; items: MenuItem[] }) {
  return (
    <MenuButton label={label} items={items} size="icon-sm">
      <Ellipsis />
    </MenuButton>
  );
}
