"use client";
// A navigation link that knows whether it is the present page and takes the chosen environment and zone along.
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { isCurrent, type NavItem } from "#components/shell/nav.ts";
import { sidebarLinkClass } from "#components/ui/sidebar.tsx";

const CARRIED = ["env", "tz"];

export function NavLink({ item, onNavigate }: { item: NavItem; onNavigate?: () => void }) {
  const pathname = usePathname();
  const href = withCarried(item.href, useSearchParams());
  return (
    <Link
      href={href}
      title={item.label}
      aria-current={isCurrent(item, pathname) ? "page" : undefined}
      onClick={onNavigate}
      className={sidebarLinkClass}
    >
      {item.icon}
      <span className="min-w-0 flex-1 truncate group-data-[collapsed=true]/shell:md:sr-only">
        {item.label}
      </span>
      {item.badge ? (
        <span className="text-2xs tabular-nums group-data-[collapsed=true]/shell:md:sr-only">
          {item.badge}
        </span>
      ) : null}
    </Link>
  );
}

function withCarried(href: string, search: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const name of CARRIED) {
    const value = search.get(name);
    if (value) kept.set(name, value);
  }
  return kept.size ? `${href}?${kept}` : href;
}
