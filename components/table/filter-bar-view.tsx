"use client";
// What FilterBar is made of; in a chunk of its own.
import { useSearchParams } from "next/navigation";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { FacetFilter } from "#components/table/facet-filter.tsx";
import type { FilterBarProps } from "#components/table/filter-bar.tsx";
import { SearchInput } from "#components/table/search-input.tsx";
import { ViewsMenu } from "#components/views/views-menu.tsx";

export default function FilterBarView({
  searchPlaceholder,
  facets = [],
  children,
  params = [],
  views,
  tools,
}: FilterBarProps) {
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
      {views || tools ? (
        <div className="ml-auto flex min-w-0 items-center gap-2">
          {views ? <ViewsMenu {...views} /> : null}
          {tools}
        </div>
      ) : null}
    </div>
  );
}
