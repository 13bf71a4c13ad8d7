"use client";
// Shows where one is and goes elsewhere: the platform, or another tenant, found by typing.
import { ChevronsUpDown } from "lucide-react";
import dynamic from "next/dynamic";
import { LogoMark } from "#components/brand/logo-mark.tsx";
import { PopoverButton } from "#components/overlay/popover-button.tsx";
import { Avatar } from "#components/ui/avatar.tsx";

export interface Workspace {
  /** Name of a tenant, or "Platform". */
  name: string;
  /** A second line: client id, plan, role. */
  detail?: string;
  href: string;
  /** The platform itself shows the product's mark instead of initials. */
  platform?: boolean;
}

export interface WorkspaceSwitcherProps {
  current: Workspace;
  /** Those near at hand; the list is searched by typing. */
  workspaces: Workspace[];
  /** Finds more than were sent; a server action. */
  onSearch?: (query: string) => Promise<Workspace[]>;
  /** Where all of them are listed. */
  allHref?: string;
}

const loadPanel = () => import("#components/shell/workspace-panel.tsx");
const Panel = dynamic(loadPanel, {
  ssr: false,
  loading: () => <div className="h-40" />,
});

export function WorkspaceSwitcher(props: WorkspaceSwitcherProps) {
  const { current } = props;
  return (
    <PopoverButton
      variant="ghost"
      label="Switch workspace"
      preload={loadPanel}
      className="h-10! w-full justify-start! gap-2.5! px-1.5! text-left hover:bg-border/50! group-data-[collapsed=true]/shell:md:justify-center! group-data-[collapsed=true]/shell:md:px-0!"
      panelClassName="w-72 overflow-hidden!"
      trigger={
        <>
          <WorkspaceMark workspace={current} />
          <span className="sr-only">Switch workspace: </span>
          <span className="grid min-w-0 flex-1 leading-4 group-data-[collapsed=true]/shell:md:sr-only">
            <span className="truncate font-semibold text-foreground text-ui">{current.name}</span>
            {current.detail ? <span className="truncate font-normal text-2xs">{current.detail}</span> : null}
          </span>
          <ChevronsUpDown className="size-3.5 group-data-[collapsed=true]/shell:md:hidden" />
        </>
      }
    >
      {(close) => <Panel {...props} onChosen={close} />}
    </PopoverButton>
  );
}

export function WorkspaceMark({ workspace }: { workspace: Workspace }) {
  if (workspace.platform) return <LogoMark className="size-7" />;
  return <Avatar name={workspace.name} square />;
}
