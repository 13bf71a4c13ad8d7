"use client";
// What stands above a list: search, filters, a way to clear them, and at the right columns and export.
import { X } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { usePendingTransition } from "#components/shell/pending.tsx";
import { type Facet, FacetFilter } from "#components/table/facet-filter.tsx";
import { SearchInput } from "#components/table/search-input.tsx";
import { Button } from "#components/ui/button.tsx";

export interface FilterBarProps {
  searchPlaceholder?: string;
  facets?: Facet[];
  /** More filters of the page's own. */
  children?: ReactNode;
  /** Parameters of those, so that they can be cleared too. */
  params?: string[];
  /** ColumnChooser, ExportMenu. */
  tools?: ReactNode;
}

export function FilterBar({ searchPlaceholder, facets = [], children, params = [], tools }: FilterBarProps) {
  const search = useSearchParams();
  const names = ["q", ...facets.map((facet) => facet.param), ...params];
  const filtered = names.some((name) => search.get(name));
  return (
    <div className="flex flex-wrap items-center gap-2 border-b px-4 py-3">
      {searchPlaceholder ? <SearchInput placeholder={searchPlaceholder} /> : null}
      {facets.map((facet) => (
        <FacetFilter key={facet.param} facet={facet} />
      ))}
      {children}
      {filtered ? <ClearFilters names={names} /> : null}
      {tools ? <div className="ml-auto flex items-center gap-2">{tools}</div> : null}
    </div>
  );
}

/** Takes the named parameters out of the address and goes to the first page. */
export function ClearFilters({ names, label = "Clear" }: { names: string[]; label?: string }) {
  const search = useSearchParams();
  const pathname = usePathname();
  const router = useRouter();
  const start = usePendingTransition();
  const clear = () => {
    const next = new URLSearchParams(search);
    for (const name of [...names, "after", "trail"]) next.delete(name);
    start(() => router.push(`${pathname}?${next}`, { scroll: false }));
  };
  return (
    <Button variant="ghost" onClick={clear}>
      <X /> {label}
    </Button>
  );
}
