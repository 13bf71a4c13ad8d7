"use client";
// The searchable list of WorkspaceSwitcher; loaded on demand.
import { Check, List } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import {
  type Workspace,
  WorkspaceMark,
  type WorkspaceSwitcherProps,
} from "#components/shell/workspace-switcher.tsx";
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "#components/ui/command.tsx";

const SEARCH_DELAY_MS = 200;

export default function WorkspacePanel(props: WorkspaceSwitcherProps & { onChosen: () => void }) {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const found = useFound(query, props.onSearch);
  const known = new Set(props.workspaces.map((workspace) => workspace.href));
  const shown = [...props.workspaces, ...found.filter((workspace) => !known.has(workspace.href))];
  const go = (href: string) => {
    props.onChosen();
    router.push(href);
  };
  return (
    <Command label="Workspaces" className="max-h-96">
      <CommandInput placeholder="Find a workspace…" value={query} onValueChange={setQuery} autoFocus />
      <CommandList label="Workspaces">
        <CommandEmpty>No workspace has that name.</CommandEmpty>
        <CommandGroup>
          {shown.map((workspace) => (
            <CommandItem
              key={workspace.href}
              value={`${workspace.name} ${workspace.detail ?? ""} ${workspace.href}`}
              onSelect={() => go(workspace.href)}
            >
              <WorkspaceMark workspace={workspace} />
              <span className="grid min-w-0 flex-1 leading-4">
                <span className="truncate font-medium">{workspace.name}</span>
                {workspace.detail ? (
                  <span className="truncate text-2xs text-muted-foreground">{workspace.detail}</span>
                ) : null}
              </span>
              {workspace.href === props.current.href ? <Check aria-label="Present" /> : null}
            </CommandItem>
          ))}
        </CommandGroup>
        {props.allHref ? (
          <CommandItem
            className="border-t text-muted-foreground"
            value="all tenants"
            onSelect={() => go(props.allHref ?? "")}
          >
            <List /> All tenants
          </CommandItem>
        ) : null}
      </CommandList>
    </Command>
  );
}

function useFound(query: string, search: WorkspaceSwitcherProps["onSearch"]): Workspace[] {
  const [found, setFound] = useState<Workspace[]>([]);
  useEffect(() => {
    if (!search || query.trim().length < 2) return;
    let current = true;
    const timer = setTimeout(() => {
      search(query.trim()).then(
        (result) => current && setFound(result),
        () => current && setFound([]),
      );
    }, SEARCH_DELAY_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query, search]);
  return found;
}
