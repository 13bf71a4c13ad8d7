"use client";
// Next and previous page of a keyset-paged list as links. The way back is kept in the address (`trail`), since a cursor
// only leads forward.
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { Button, ButtonLink } from "#components/ui/button.tsx";

const FIRST = "-";

export interface PagerProps {
  nextCursor: string | null;
  /** What stands at the left: "50 keys on this page". */
  summary?: string;
}

export function Pager({ nextCursor, summary }: PagerProps) {
  const search = useSearchParams();
  const after = search.get("after");
  const trail = search.get("trail")?.split("~").filter(Boolean) ?? [];
  const previous = trail.at(-1);
  return (
    <nav
      aria-label="Pages"
      className="flex items-center justify-between gap-3 border-t px-4 py-2.5 text-muted-foreground text-xs"
    >
      <span className="tabular-nums">{summary}</span>
      <span className="flex gap-2">
        <PageLink
          label="Previous"
          href={
            after
              ? hrefOf(search, !previous || previous === FIRST ? null : previous, trail.slice(0, -1))
              : null
          }
        />
        <PageLink
          label="Next"
          href={nextCursor ? hrefOf(search, nextCursor, [...trail, after ?? FIRST]) : null}
        />
      </span>
    </nav>
  );
}

function PageLink({ label, href }: { label: "Previous" | "Next"; href: string | null }) {
  const content = (
    <>
      {label === "Previous" ? <ChevronLeft /> : null}
      {label}
      {label === "Next" ? <ChevronRight /> : null}
    </>
  );
  if (href) {
    return (
      <ButtonLink
        href={href}
        variant="outline"
        size="sm"
        prefetch={false}
        rel={label === "Next" ? "next" : "prev"}
      >
        {content}
      </ButtonLink>
    );
  }
  return (
    <Button variant="outline" size="sm" disabled>
      {content}
    </Button>
  );
}

function hrefOf(search: URLSearchParams, after: string | null, trail: string[]): string {
  const next = new URLSearchParams(search);
  for (const name of ["after", "trail"]) next.delete(name);
  if (after) next.set("after", after);
  if (after && trail.length) next.set("trail", trail.join("~"));
  return `?${next}`;
}
