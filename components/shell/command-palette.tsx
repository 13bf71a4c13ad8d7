"use client";
// Find and do anything by typing: pages, what the page offers, what the server finds, theme and range. Loaded on demand.
import { Monitor, Moon, Sun, Timer } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTheme } from "next-themes";
import { useState } from "react";
import type { PaletteItem } from "#components/shell/palette-items.ts";
import { usePaletteLookup } from "#components/shell/use-palette-lookup.ts";
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "#components/ui/command.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { RANGES } from "#lib/shared/range.ts";

export interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  items: PaletteItem[];
  /** Finds tenants, keys, or a pasted key; a server action. */
  onLookup?: (query: string) => Promise<PaletteItem[]>;
}

export default function CommandPalette(props: CommandPaletteProps) {
  const [query, setQuery] = useState("");
  const found = usePaletteLookup(query, props.onLookup);
  const own = useOwnItems();
  const router = useRouter();
  const choose = (item: PaletteItem) => {
    props.onOpenChange(false);
    if (item.href) router.push(item.href);
    else void item.onSelect?.();
  };
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange}>
      <DialogContent hideClose aria-label="Command palette" className="sm:mb-[20vh] sm:max-h-[28rem]!">
        <Command label="Command palette">
          <CommandInput
            placeholder="Go to a page, find a key, or do something…"
            value={query}
            onValueChange={setQuery}
          />
          <CommandList label="Results">
            <CommandEmpty>Nothing fits. Try a name, an e-mail address, or paste a key.</CommandEmpty>
            {groupsOf([...found, ...props.items, ...own]).map(([group, items]) => (
              <CommandGroup key={group} heading={group}>
                {items.map((item) => (
                  <PaletteRow
                    key={`${item.label}${item.href ?? ""}`}
                    item={item}
                    forced={found.includes(item)}
                    onSelect={choose}
                  />
                ))}
              </CommandGroup>
            ))}
          </CommandList>
        </Command>
      </DialogContent>
    </Dialog>
  );
}

function PaletteRow(props: { item: PaletteItem; forced: boolean; onSelect: (item: PaletteItem) => void }) {
  const { item } = props;
  return (
    <CommandItem
      // What the server found fits although its words may not hold the query (a pasted key).
      forceMount={props.forced}
      value={`${item.label} ${item.detail ?? ""} ${item.href ?? ""}`}
      keywords={item.keywords}
      onSelect={() => props.onSelect(item)}
    >
      {item.icon}
      <span className="min-w-0 truncate">{item.label}</span>
      <span className="min-w-0 flex-1 truncate text-muted-foreground text-xs">{item.detail}</span>
      {item.shortcut?.split(" ").map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </CommandItem>
  );
}

function useOwnItems(): PaletteItem[] {
  const { setTheme } = useTheme();
  const pathname = usePathname();
  const search = useSearchParams();
  const withRange = (id: string) => {
    const next = new URLSearchParams(search);
    next.set("range", id);
    return `${pathname}?${next}`;
  };
  return [
    { label: "Light theme", group: "Theme", icon: <Sun />, onSelect: () => setTheme("light") },
    { label: "Dark theme", group: "Theme", icon: <Moon />, onSelect: () => setTheme("dark") },
    { label: "Theme of the device", group: "Theme", icon: <Monitor />, onSelect: () => setTheme("system") },
    ...RANGES.map((range) => ({
      label: range.label,
      group: "Time range",
      icon: <Timer />,
      href: withRange(range.id),
    })),
  ];
}

function groupsOf(items: PaletteItem[]): [string, PaletteItem[]][] {
  const groups = new Map<string, PaletteItem[]>();
  for (const item of items) {
    const name = item.group ?? "Actions";
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return [...groups];
}
