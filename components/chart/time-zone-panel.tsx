"use client";
// The searchable list of TimeZonePicker; loaded on demand.
import { Check } from "lucide-react";
import { useState } from "react";
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "#components/ui/command.tsx";
import { timeZones } from "#lib/shared/time-zones.ts";

export default function TimeZonePanel(props: {
  current: string;
  workspaceZone: string;
  onChosen: (zone: string) => void;
}) {
  const [now] = useState(() => new Date());
  const [ownZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const near = [...new Set([props.workspaceZone, ownZone, "UTC"])];
  const others = timeZones().filter((zone) => !near.includes(zone));
  const row = (zone: string) => (
    <CommandItem key={zone} value={zone} onSelect={() => props.onChosen(zone)}>
      <span className="min-w-0 flex-1 truncate">{zone.replaceAll("_", " ")}</span>
      <span className="text-muted-foreground text-xs tabular-nums">{offsetOf(zone, now)}</span>
      {zone === props.current ? <Check aria-label="Chosen" /> : null}
    </CommandItem>
  );
  return (
    <Command label="Time zones" className="max-h-80">
      <CommandInput placeholder="Find a city…" autoFocus />
      <CommandList label="Time zones">
        <CommandEmpty>No zone has that name.</CommandEmpty>
        <CommandGroup heading="Near at hand">{near.map(row)}</CommandGroup>
        <CommandGroup heading="All">{others.map(row)}</CommandGroup>
      </CommandList>
    </Command>
  );
}

function offsetOf(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "shortOffset" }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}
