// What a menu shows, as data: a link, an action, a choice with a tick, a heading or a line.
import type { ReactNode } from "react";

export interface MenuAction {
  label: string;
  icon?: ReactNode;
  /** Goes there. */
  href?: string;
  /** With href: a file to keep, not a page to open. */
  download?: boolean;
  /** Does this; may be a server action. */
  onSelect?: () => void | Promise<void>;
  danger?: boolean;
  disabled?: boolean;
  /** Right-aligned, for example a shortcut. */
  hint?: string;
  /** Present for a choice: ticked or not. */
  checked?: boolean;
  /** A choice after which the menu stays open for the next. */
  keepOpen?: boolean;
}

export type MenuItem = MenuAction | { heading: string } | { separator: true };
