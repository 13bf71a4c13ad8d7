// The path to this page; the last crumb is the page itself.
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Fragment } from "react";

export interface Crumb {
  label: string;
  href?: string;
}

export function Breadcrumb({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" data-slot="breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 flex-wrap items-center gap-1 text-muted-foreground text-ui">
        {crumbs.map((crumb, index) => (
          <Fragment key={`${crumb.href ?? ""}${crumb.label}`}>
            {index > 0 ? <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 opacity-70" /> : null}
            <li className="min-w-0 truncate">
              {crumb.href ? (
                <Link href={crumb.href} className="rounded-sm hover:text-foreground hover:underline">
                  {crumb.label}
                </Link>
              ) : (
                <span aria-current="page" className="text-foreground">
                  {crumb.label}
                </span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
