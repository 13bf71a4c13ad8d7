// Which time is looked at, in which zone, beside which other time; and the same numbers as a file.
import { RangePicker } from "#components/chart/range-picker.tsx";
import { TimeZonePicker } from "#components/chart/time-zone-picker.tsx";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { UrlChoice } from "#components/usage/url-choice.tsx";
import type { UsageSearch } from "#lib/usage/usage-search.ts";

export interface TimeControlsProps {
  search: UsageSearch;
  /** The zone that counts when the address names none. */
  workspaceZone: string;
  downloadHref: string;
}

const COMPARISONS = [
  { value: "none", label: "No comparison" },
  { value: "previous", label: "Previous period" },
  { value: "weekdays", label: "Same weekdays" },
];

export function TimeControls({ search, workspaceZone, downloadHref }: TimeControlsProps) {
  const zone = search.question.zone ?? workspaceZone;
  return (
    <div className="grid w-full grid-cols-2 items-center gap-2 sm:flex sm:w-auto sm:flex-wrap">
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
  );
}
