"use client";
// One button for all filters: first by what, then which. Its panel is fetched on first intent.
import { ListFilter } from "lucide-react";
import dynamic from "next/dynamic";
import { PopoverButton } from "#components/overlay/popover-button.tsx";
import type { FilterPanelProps } from "#components/usage/filter-panel.tsx";

const load = () => import("#components/usage/filter-panel.tsx");
const FilterPanel = dynamic(load, { ssr: false, loading: () => <div className="h-60" /> });

export function FilterMenu(props: Omit<FilterPanelProps, "onDone">) {
  return (
    <PopoverButton
      label="Filter"
      preload={load}
      align="start"
      panelClassName="w-72 p-1"
      className="border-dashed!"
      trigger={
        <>
          <ListFilter className="text-muted-foreground" />
          Filter
        </>
      }
    >
      {(close) => <FilterPanel {...props} onDone={close} />}
    </PopoverButton>
  );
}
