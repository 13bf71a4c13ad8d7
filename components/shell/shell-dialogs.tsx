"use client";
// Palette, shortcut list and phone menu: each fetched the first time it is opened, at most one open.
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import type { NavSection } from "#components/shell/nav.ts";
import type { PaletteItem } from "#components/shell/palette-items.ts";

const CommandPalette = dynamic(() => import("#components/shell/command-palette.tsx"), { ssr: false });
const ShortcutsDialog = dynamic(() => import("#components/shell/shortcuts-dialog.tsx"), { ssr: false });
const MobileNav = dynamic(() => import("#components/shell/mobile-nav.tsx"), { ssr: false });

export type ShellDialog = "palette" | "help" | "menu";

export function useShellDialogs() {
  const [open, setOpen] = useState<ShellDialog | null>(null);
  const [seen, setSeen] = useState<ShellDialog[]>([]);
  return {
    open,
    seen,
    show(dialog: ShellDialog) {
      setSeen((before) => (before.includes(dialog) ? before : [...before, dialog]));
      setOpen(dialog);
    },
    close: () => setOpen(null),
  };
}

export function ShellDialogs(props: {
  dialogs: ReturnType<typeof useShellDialogs>;
  sections: NavSection[];
  items: PaletteItem[];
  onLookup?: (query: string) => Promise<PaletteItem[]>;
  header: ReactNode;
  footer: ReactNode;
}) {
  const { dialogs } = props;
  const control = (name: ShellDialog) => ({
    open: dialogs.open === name,
    onOpenChange: (open: boolean) => (open ? dialogs.show(name) : dialogs.close()),
  });
  return (
    <>
      {dialogs.seen.includes("palette") ? (
        <CommandPalette {...control("palette")} items={props.items} onLookup={props.onLookup} />
      ) : null}
      {dialogs.seen.includes("help") ? (
        <ShortcutsDialog {...control("help")} sections={props.sections} />
      ) : null}
      {dialogs.seen.includes("menu") ? (
        <MobileNav
          {...control("menu")}
          sections={props.sections}
          header={props.header}
          footer={props.footer}
        />
      ) : null}
    </>
  );
}
