// What is counted, how it is split, and what narrows it. All of it in the address.

import { ClearFilters } from "#components/table/clear-filters.tsx";
import { type Facet, FacetFilter } from "#components/table/facet-filter.tsx";
import { UrlChoice } from "#components/usage/url-choice.tsx";
import { GROUP_LABELS, METRIC_LABELS } from "#components/usage/words.ts";
import { OUTCOME_LABELS } from "#lib/shared/outcome-labels.ts";
import type { Group } from "#lib/usage/schemas.ts";
import type { UsageSearch } from "#lib/usage/usage-search.ts";

export interface UsageToolbarProps {
  search: UsageSearch;
  groups: readonly Group[];
  /** Keys, and on the platform tenants, that can be filtered by; the busiest first. */
  facets: Facet[];
}

const OUTCOMES: Facet = {
  param: "outcome",
  label: "Outcome",
  options: Object.entries(OUTCOME_LABELS).map(([value, label]) => ({ value, label })),
};

const LEGACY = [
  { value: "", label: "All keys" },
  { value: "legacy", label: "Legacy keys" },
  { value: "current", label: "Other keys" },
];

export function UsageToolbar({ search, groups, facets }: UsageToolbarProps) {
  const all = [...facets, OUTCOMES];
  return (
    <div className="grid min-w-0 grid-cols-2 items-center gap-2 sm:flex sm:flex-wrap">
      <UrlChoice
        param="metric"
        label="Measure"
        current={search.metric}
        fallback="calls"
        options={Object.entries(METRIC_LABELS).map(([value, label]) => ({ value, label }))}
      />
      <UrlChoice
        param="group"
        label="Group by"
        current={search.group}
        fallback="outcome"
        options={groups.map((value) => ({ value, label: GROUP_LABELS[value] }))}
      />
      <UrlChoice param="legacy" label="Legacy keys" current={legacyOf(search)} fallback="" options={LEGACY} />
      {all.map((facet) => (
        <FacetFilter key={facet.param} facet={facet} />
      ))}
      {search.filtered ? <ClearFilters names={["key", "tenant", "outcome", "env", "legacy"]} /> : null}
    </div>
  );
}

function legacyOf({ question }: UsageSearch): string {
  if (question.legacy === undefined) return "";
  return question.legacy ? "legacy" : "current";
}
