"use client";
// Tabs whose panels are pages with addresses of their own.
import Link from "next/link";
import { usePathname } from "next/navigation";
import { isCurrent } from "#components/shell/nav.ts";

export interface SectionTab {
  label: string;
  href: string;
  /** True when only this very address is the tab. */
  exact?: boolean;
  count?: number;
}

export function SectionTabs({ label, tabs }: { label: string; tabs: SectionTab[] }) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className="scroll-thin -mx-4 overflow-x-auto border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-5">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              aria-current={isCurrent(tab, pathname) ? "page" : undefined}
              className="-mb-px -outline-offset-2! flex items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 py-2 font-medium text-muted-foreground text-ui hover:text-foreground aria-[current=page]:border-primary aria-[current=page]:text-foreground"
            >
              {tab.label}
              {tab.count === undefined ? null : (
                <span className="rounded-md bg-muted px-1.5 text-2xs tabular-nums">{tab.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
