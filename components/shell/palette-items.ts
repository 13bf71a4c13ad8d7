// What the command palette offers, as data.
import type { ReactNode } from "react";
import type { NavSection } from "#components/shell/nav.ts";

export interface PaletteItem {
  label: string;
  /** Items with the same group stand together under it. */
  group?: string;
  detail?: string;
  icon?: ReactNode;
  href?: string;
  onSelect?: () => void | Promise<void>;
  /** More words by which it is found. */
  keywords?: string[];
  shortcut?: string;
}

/** Every page of the navigation as an item. */
export function pagesOf(sections: NavSection[]): PaletteItem[] {
  return sections.flatMap((section) =>
    section.items.map((item) => ({
      label: item.label,
      group: "Go to",
      detail: section.label,
      icon: item.icon,
      href: item.href,
      shortcut: item.shortcut ? `g ${item.shortcut}` : undefined,
    })),
  );
}
