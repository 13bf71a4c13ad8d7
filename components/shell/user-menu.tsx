"use client";
// Who is signed in, and what they may do about it.
import { EllipsisVertical } from "lucide-react";
import { MenuButton } from "#components/overlay/menu-button.tsx";
import type { MenuItem } from "#components/overlay/menu-items.ts";
import { Avatar } from "#components/ui/avatar.tsx";

export interface UserMenuProps {
  name: string;
  email: string;
  /** Role in this workspace, as it is shown. */
  role?: string;
  /** Account, sessions, sign out (an item whose onSelect is a server action). */
  items: MenuItem[];
}

export function UserMenu({ name, email, role, items }: UserMenuProps) {
  return (
    <MenuButton
      label={`Account of ${name}`}
      // What is seen is its name, so that it can be spoken.
      aria-label={undefined}
      align="start"
      side="top"
      menuClassName="w-56"
      className="h-11! w-full justify-start! gap-2.5! px-1.5! text-left hover:bg-border/50! group-data-[collapsed=true]/shell:md:justify-center! group-data-[collapsed=true]/shell:md:px-0!"
      items={[{ heading: email }, ...items]}
    >
      <Avatar name={name} />
      <span className="sr-only">Account of </span>
      <span className="grid min-w-0 flex-1 leading-4 group-data-[collapsed=true]/shell:md:sr-only">
        <span className="truncate font-medium text-foreground text-ui">{name}</span>
        <span className="truncate font-normal text-2xs">{role ?? email}</span>
      </span>
      <EllipsisVertical className="size-4 group-data-[collapsed=true]/shell:md:hidden" />
    </MenuButton>
  );
}
