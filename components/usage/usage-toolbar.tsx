// What decides which numbers are shown: measure, grouping, filters at the left; time at the right. All of it in the address.
import { RangePicker } from "#components/chart/range-picker.tsx";
import { TimeZonePicker } from "#components/chart/time-zone-picker.tsx";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { type Facet, FacetFilter } from "#components/table/facet-filter.tsx";
import { ClearFilters } from "#components/table/filter-bar.tsx";
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
  /** The zone that counts when the address names none. */
  workspaceZone: string;
  downloadHref: string;
}

const COMPARISONS = [
  { value: "none", label: "No comparison" },
  { value: "previous", label: "Previous period" },
  { value: "weekdays", label: "Same weekdays" },
];

const OUTCOMES: Facet = {
  param: "outcome",
  label: "Outcome",
  options: Object.entries(OUTCOME_LABELS).map(([value, label]) => ({ value, label })),
};

export function UsageToolbar({ search, groups, facets, workspaceZone, downloadHref }: UsageToolbarProps) {
  const zone = search.question.zone ?? workspaceZone;
  const all = [...facets, OUTCOMES];
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="flex min-w-0 flex-wrap items-center gap-2">
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
        {all.map((facet) => (
          <FacetFilter key={facet.param} facet={facet} />
        ))}
        {search.filtered ? <ClearFilters names={[...all.map(({ param }) => param), "env"]} /> : null}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <UrlChoice
          param="compare"
          label="Compare with"
          current={search.compare}
          fallback="none"
          options={COMPARISONS}
        />
        <TimeZonePicker current={zone} workspaceZone={workspaceZone} />
        <RangePicker defaultRange="30d" timeZone={zone} />
        <ExportMenu href={downloadHref} />
      </div>
    </div>
  );
}
