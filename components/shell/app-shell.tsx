"use client";
// The frame of both areas: side navigation, top bar, banners, palette and shortcuts around a page. Fetches nothing.
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import type { NavSection } from "#components/shell/nav.ts";
import { NavList } from "#components/shell/nav-list.tsx";
import { type PaletteItem, pagesOf } from "#components/shell/palette-items.ts";
import { PendingArea } from "#components/shell/pending.tsx";
import { ShellDialogs, useShellDialogs } from "#components/shell/shell-dialogs.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { useShortcuts } from "#components/shell/use-shortcuts.ts";
import { UserMenu, type UserMenuProps } from "#components/shell/user-menu.tsx";
import { WorkspaceSwitcher, type WorkspaceSwitcherProps } from "#components/shell/workspace-switcher.tsx";
import { Sidebar, SidebarFooter, SidebarHeader } from "#components/ui/sidebar.tsx";

export interface AppShellProps {
  sections: NavSection[];
  switcher: WorkspaceSwitcherProps;
  user: UserMenuProps;
  /** Beside the pages of the navigation: actions, tenants. */
  paletteItems?: PaletteItem[];
  onLookup?: (query: string) => Promise<PaletteItem[]>;
  /** Demo and impersonation banners. */
  banners?: ReactNode;
  /** Leave out where a page has no live and test numbers. */
  hideEnvironment?: boolean;
  /** From the cookie `keyhold-sidebar`, so that the first paint has the right width. */
  defaultCollapsed?: boolean;
  children: ReactNode;
}

export function AppShell(props: AppShellProps) {
  const [collapsed, setCollapsed] = useState(props.defaultCollapsed ?? false);
  const dialogs = useShellDialogs();
  const router = useRouter();
  const toggleSidebar = () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and on plain http
    document.cookie = `keyhold-sidebar=${collapsed ? "open" : "collapsed"}; path=/; max-age=31536000; samesite=lax`;
    setCollapsed(!collapsed);
  };
  useShortcuts({
    openPalette: () => dialogs.show("palette"),
    openHelp: () => dialogs.show("help"),
    toggleSidebar,
    goTo: (letter) => {
      const item = props.sections
        .flatMap((section) => section.items)
        .find((each) => each.shortcut === letter);
      if (item) router.push(item.href);
    },
  });
  const header = <WorkspaceSwitcher {...props.switcher} />;
  const footer = <UserMenu {...props.user} />;
  return (
    <div data-collapsed={collapsed} className="group/shell flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only z-60 rounded-md bg-primary px-3 py-2 text-primary-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <div className="flex min-h-0 flex-1">
        <Sidebar className="sticky top-0 hidden h-dvh w-60 shrink-0 border-r group-data-[collapsed=true]/shell:w-14 md:flex group-data-[collapsed=true]/shell:[&>*]:px-2">
          <SidebarHeader>{header}</SidebarHeader>
          <NavList sections={props.sections} />
          <SidebarFooter>{footer}</SidebarFooter>
        </Sidebar>
        <PendingArea>
          <div className="flex min-w-0 flex-1 flex-col">
            {props.banners}
            <TopBar
              collapsed={collapsed}
              hideEnvironment={props.hideEnvironment}
              onMenu={() => dialogs.show("menu")}
              onPalette={() => dialogs.show("palette")}
              onHelp={() => dialogs.show("help")}
              onToggleSidebar={toggleSidebar}
            />
            <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none">
              {props.children}
            </main>
          </div>
        </PendingArea>
      </div>
      <ShellDialogs
        dialogs={dialogs}
        sections={props.sections}
        items={[...(props.paletteItems ?? []), ...pagesOf(props.sections)]}
        onLookup={props.onLookup}
        header={header}
        footer={footer}
      />
    </div>
  );
}
