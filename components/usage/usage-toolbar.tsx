// What is counted, how it is split, what narrows it, and beside what it is held. All of it in the address.
import { RangePicker } from "#components/chart/range-picker.tsx";
import { TimeZonePicker } from "#components/chart/time-zone-picker.tsx";
import { hrefWith } from "#components/usage/address.ts";
import { DIMENSION_NAMES, DIMENSIONS, type DimensionName } from "#components/usage/dimensions.ts";
import { canNarrow, type Explorer, groupHref, metricHref } from "#components/usage/explorer.ts";
import { FilterMenu } from "#components/usage/filter-menu.tsx";
import type { TopAct } from "#components/usage/filter-panel.tsx";
import { type HrefOption, HrefSelect } from "#components/usage/href-select.tsx";
import { GROUP_LABELS, METRIC_LABELS } from "#components/usage/words.ts";
import type { Metric } from "#lib/usage/metric.ts";
import type { Comparison } from "#lib/usage/previous-range.ts";
import type { Group } from "#lib/usage/schemas.ts";
import type { Place } from "#lib/web/place.ts";

export interface UsageToolbarProps {
  explorer: Explorer;
  compare: Comparison;
  /** Names of meters that exist. */
  meters: string[];
  place: Place;
  /** Asks for the values that can be filtered by. */
  top: TopAct;
  /** The zone that counts when the address names none. */
  workspaceZone: string;
}

const SECTIONS: { section: string; metrics: Metric[] }[] = [
  { section: "Calls", metrics: ["calls", "refusals", "requests"] },
  { section: "Time to decide", metrics: ["latency", "p50", "p95", "p99"] },
  { section: "Language models", metrics: ["tokens", "audio_tokens", "cost"] },
];

const COMPARISONS: { value: Comparison; label: string }[] = [
  { value: "none", label: "No comparison" },
  { value: "previous", label: "vs previous period" },
  { value: "weekdays", label: "vs same weekdays" },
];

export function UsageToolbar(props: UsageToolbarProps) {
  const { explorer, compare, workspaceZone } = props;
  const { address, question, metric } = explorer;
  const zone = question.zone ?? workspaceZone;
  return (
    <div className="grid min-w-0 grid-cols-2 items-center gap-2 sm:flex sm:flex-wrap">
      <HrefSelect
        label="Measure"
        current={metric === "meter" ? `meter ${question.meter}` : metric}
        options={metricOptions(explorer, props.meters)}
      />
      <HrefSelect label="Group by" current={explorer.group} options={groupOptions(explorer)} />
      <FilterMenu place={props.place} top={props.top} choices={filterChoices(explorer)} />
      <HrefSelect
        label="Compare with"
        className="sm:ml-auto"
        current={compare}
        options={COMPARISONS.map((option) => ({
          ...option,
          href: hrefWith(address, { compare: option.value === "none" ? null : option.value }),
        }))}
      />
      <TimeZonePicker current={zone} workspaceZone={workspaceZone} />
      <RangePicker defaultRange="30d" timeZone={zone} />
    </div>
  );
}

function metricOptions(explorer: Explorer, meters: string[]): HrefOption[] {
  const named = SECTIONS.flatMap(({ section, metrics }) =>
    metrics.map((metric) => ({
      value: metric,
      label: METRIC_LABELS[metric],
      section,
      href: metricHref(explorer, metric),
    })),
  );
  const metered = meters.map((meter) => ({
    value: `meter ${meter}`,
    label: meter,
    section: "Meters",
    href: metricHref(explorer, "meter", meter),
  }));
  return [...named, ...metered];
}

function groupOptions(explorer: Explorer): HrefOption[] {
  const groups: Group[] = ["none", ...dimensionsOf(explorer)];
  return groups.map((group) => ({
    value: group,
    label: GROUP_LABELS[group],
    href: groupHref(explorer, group),
  }));
}

/** What the metric can be narrowed by, whatever it is split by. */
function filterChoices(explorer: Explorer) {
  const question = { ...explorer.question, metric: explorer.metric };
  return dimensionsOf(explorer)
    .filter((name) => canNarrow(explorer, name))
    .map((name) => ({
      name,
      param: DIMENSIONS[name].param,
      label: DIMENSIONS[name].one,
      question: explorer.fit({ question: { ...question, [name]: undefined }, group: name }, "group").question,
    }));
}

const dimensionsOf = ({ platform }: Explorer): DimensionName[] =>
  DIMENSION_NAMES.filter((name) => platform || name !== "tenant");
