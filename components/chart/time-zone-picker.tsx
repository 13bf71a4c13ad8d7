"use client";
// In which zone days begin; in the address as `tz`.
import { Globe } from "lucide-react";
import dynamic from "next/dynamic";
import { parseAsString, useQueryState } from "nuqs";
import { PopoverButton } from "#components/overlay/popover-button.tsx";
import { usePendingTransition } from "#components/shell/pending.tsx";

const loadPanel = () => import("#components/chart/time-zone-panel.tsx");
const Panel = dynamic(loadPanel, {
  ssr: false,
  loading: () => <div className="h-40" />,
});

/** `current` is the zone the page shows; `workspaceZone` the one it has when the address names none. */
export function TimeZonePicker({ current, workspaceZone }: { current: string; workspaceZone: string }) {
  const startTransition = usePendingTransition();
  const [, setZone] = useQueryState("tz", parseAsString.withOptions({ shallow: false, startTransition }));
  return (
    <PopoverButton
      label="Time zone"
      preload={loadPanel}
      align="end"
      panelClassName="w-72 overflow-hidden!"
      trigger={
        <>
          <Globe className="text-muted-foreground" />
          <span className="sr-only">Time zone: </span>
          <span className="max-w-32 truncate">{current.split("/").at(-1)?.replaceAll("_", " ")}</span>
        </>
      }
    >
      {(close) => (
        <Panel
          current={current}
          workspaceZone={workspaceZone}
          onChosen={(zone) => {
            void setZone(zone === workspaceZone ? null : zone);
            close();
          }}
        />
      )}
    </PopoverButton>
  );
}
