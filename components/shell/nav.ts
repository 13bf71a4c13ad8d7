// The side navigation as data. Icons are rendered by the server and cost the browser nothing.
import type { ReactNode } from "react";

export interface NavItem {
  label: string;
  href: string;
  icon: ReactNode;
  /** True when only this very address is the page, not those below it. */
  exact?: boolean;
  /** A count or mark at the right. */
  badge?: ReactNode;
  /** The letter that goes here after "g". */
  shortcut?: string;
}

export interface NavSection {
  label?: string;
  items: NavItem[];
}

/** Whether `href` stands for the page at `pathname`. */
export function isCurrent({ href, exact }: Pick<NavItem, "href" | "exact">, pathname: string): boolean {
  return pathname === href || (!exact && pathname.startsWith(`${href}/`));
}
