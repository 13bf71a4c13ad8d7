"use client";
// Against which earlier range a change is explained: the one before, the same weekdays before, or chosen days.
import { useState } from "react";
import { CustomRange } from "#components/chart/custom-range.tsx";
import { PopoverButton } from "#components/overlay/popover-button.tsx";
import { useGo } from "#components/shell/go-link.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { type Address, hrefWith } from "#components/usage/address.ts";
import { formatDateTime } from "#lib/shared/format.ts";
import type { Earlier } from "#lib/usage/explain-question.ts";

export interface EarlierRangeProps {
  address: Address;
  earlier: Earlier;
  timeZone: string;
}

const CHOICES: { value: Earlier["versus"]; label: string }[] = [
  { value: "previous", label: "Against the period before" },
  { value: "weekdays", label: "Against the same weekdays before" },
  { value: "custom", label: "Against chosen days" },
];

export function EarlierRange({ address, earlier, timeZone }: EarlierRangeProps) {
  const go = useGo();
  const [versus, setVersus] = useState(earlier.versus);
  const choose = (value: string) => {
    const chosen = CHOICES.find((choice) => choice.value === value)?.value ?? "previous";
    setVersus(chosen);
    // Days are chosen first; until then the address stays what it is.
    if (chosen === "custom") return;
    go(hrefWith(address, { explain: "1", versus: chosen, beforeFrom: null, beforeTo: null }));
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="w-64 max-w-full">
        <NativeSelect
          aria-label="Explain against"
          value={versus}
          onChange={(event) => choose(event.target.value)}
        >
          {CHOICES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </NativeSelect>
      </span>
      {versus === "custom" ? (
        <PopoverButton
          label="Earlier days"
          align="end"
          panelClassName="w-72"
          trigger={daysText(earlier, timeZone)}
        >
          {(close) => (
            <CustomRange
              from={earlier.from}
              to={earlier.to}
              timeZone={timeZone}
              onApply={(beforeFrom, beforeTo) => {
                close();
                go(hrefWith(address, { explain: "1", versus: "custom", beforeFrom, beforeTo }));
              }}
            />
          )}
        </PopoverButton>
      ) : null}
    </div>
  );
}

function daysText({ from, to }: Earlier, timeZone: string): string {
  if (!from || !to) return "Choose days…";
  const text = (value: string) => (value.includes("T") ? formatDateTime(value, timeZone) : value);
  return `${text(from)} – ${text(to)}`;
}
