"use client";
// From which day to which in the zone of the page, in the address as `from` and `to`; any time when absent.
import { CalendarRange } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { CustomRange } from "#components/chart/custom-range.tsx";
import { PopoverButton } from "#components/overlay/popover-button.tsx";
import { usePendingTransition } from "#components/shell/pending.tsx";

const parsers = { from: parseAsString, to: parseAsString, after: parseAsString, trail: parseAsString };

export function DateFilter({ timeZone }: { timeZone: string }) {
  const startTransition = usePendingTransition();
  const [{ from, to }, set] = useQueryStates(parsers, { shallow: false, startTransition });
  return (
    <PopoverButton
      label="Days"
      panelClassName="w-72"
      className={from ? "border-primary/50!" : "border-dashed!"}
      trigger={
        <>
          <CalendarRange className="text-muted-foreground" />
          {from ? `${from} – ${to ?? "…"}` : "Any time"}
        </>
      }
    >
      {(close) => (
        <CustomRange
          from={from}
          to={to}
          timeZone={timeZone}
          onApply={(first, last) => {
            void set({ from: first, to: last, after: null, trail: null });
            close();
          }}
        />
      )}
    </PopoverButton>
  );
}
