"use client";
// The opened part of MenuButton; loaded on demand.
import Link from "next/link";
import type { ComponentProps, RefObject } from "react";
import type { MenuAction, MenuItem } from "#components/overlay/menu-items.ts";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuLink,
  DropdownMenuSeparator,
} from "#components/ui/dropdown-menu.tsx";

export interface MenuPanelProps {
  open: boolean;
  onOpenChange: ComponentProps<typeof DropdownMenu>["onOpenChange"];
  anchor: RefObject<HTMLElement | null>;
  label: string;
  items: MenuItem[];
  align?: "start" | "end";
  side?: "top" | "bottom";
  className?: string;
}

export default function MenuPanel(props: MenuPanelProps) {
  return (
    <DropdownMenu open={props.open} onOpenChange={props.onOpenChange}>
      <DropdownMenuContent
        anchor={props.anchor}
        finalFocus={props.anchor}
        align={props.align}
        side={props.side}
        aria-label={props.label}
        className={props.className}
      >
        {props.items.map((item, index) => (
          <MenuEntry key={"label" in item ? `${index} ${item.label}` : index} item={item} />
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function MenuEntry({ item }: { item: MenuItem }) {
  if ("separator" in item) return <DropdownMenuSeparator />;
  if ("heading" in item) return <DropdownMenuLabel>{item.heading}</DropdownMenuLabel>;
  if (item.checked !== undefined) {
    return (
      <DropdownMenuCheckboxItem
        checked={item.checked}
        disabled={item.disabled}
        closeOnClick={!item.keepOpen}
        onCheckedChange={() => void item.onSelect?.()}
      >
        <EntryText item={item} />
      </DropdownMenuCheckboxItem>
    );
  }
  if (item.href && !item.disabled) {
    const target = item.download
      ? { href: item.href, download: true }
      : { render: <Link href={item.href} /> };
    return (
      <DropdownMenuLink danger={item.danger} {...target}>
        <EntryText item={item} />
      </DropdownMenuLink>
    );
  }
  return (
    <DropdownMenuItem danger={item.danger} disabled={item.disabled} onClick={() => void item.onSelect?.()}>
      <EntryText item={item} />
    </DropdownMenuItem>
  );
}

function EntryText({ item }: { item: MenuAction }) {
  return (
    <>
      {item.icon}
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      {item.hint ? <span className="pl-4 text-muted-foreground text-xs">{item.hint}</span> : null}
    </>
  );
}
