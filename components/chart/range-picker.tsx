"use client";
// Which time is shown: a relative range, or two days of one's own; in the address as `range`, `from`, `to`.
import { CalendarRange } from "lucide-react";
import dynamic from "next/dynamic";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { PopoverButton } from "#components/overlay/popover-button.tsx";
import { usePendingTransition } from "#components/shell/pending.tsx";
import { formatDateTime } from "#lib/shared/format.ts";
import { RANGE_IDS, RANGES, type RangeId, type RelativeRange } from "#lib/shared/range.ts";

const loadPanel = () => import("#components/chart/range-panel.tsx");
const Panel = dynamic(loadPanel, { ssr: false, loading: () => <div className="h-72" /> });

export interface RangePickerProps {
  /** What the page shows when the address says nothing: "24h" for logs, "30d" for usage. */
  defaultRange: RelativeRange;
  timeZone: string;
  /** The ranges on offer; all when absent. */
  ranges?: RelativeRange[];
}

const parsers = {
  range: parseAsStringLiteral(RANGE_IDS),
  from: parseAsString,
  to: parseAsString,
  granularity: parseAsString,
  after: parseAsString,
  trail: parseAsString,
};

export function RangePicker({ defaultRange, timeZone, ranges }: RangePickerProps) {
  const startTransition = usePendingTransition();
  const [state, setState] = useQueryStates(parsers, { shallow: false, history: "push", startTransition });
  const current = state.range ?? defaultRange;
  const choose = (range: RangeId, from: string | null = null, to: string | null = null) =>
    void setState({
      range: range === defaultRange ? null : range,
      from,
      to,
      granularity: null,
      after: null,
      trail: null,
    });
  return (
    <PopoverButton
      label="Time range"
      preload={loadPanel}
      align="end"
      panelClassName="grid w-72 p-1"
      trigger={
        <>
          <CalendarRange className="text-muted-foreground" />
          <span className="sr-only">Time range: </span>
          {current === "custom" ? customLabel(state.from, state.to, timeZone) : labelOf(current)}
        </>
      }
    >
      {(close) => (
        <Panel
          current={current}
          from={state.from}
          to={state.to}
          timeZone={timeZone}
          ranges={ranges}
          onChosen={(range, from, to) => {
            choose(range, from, to);
            close();
          }}
        />
      )}
    </PopoverButton>
  );
}

function labelOf(id: RelativeRange): string {
  return RANGES.find((range) => range.id === id)?.label ?? id;
}

function customLabel(from: string | null, to: string | null, timeZone: string): string {
  const text = (value: string | null) =>
    value?.includes("T") ? formatDateTime(value, timeZone) : (value ?? "…");
  return `${text(from)} – ${text(to)}`;
}
