"use client";
// The bar above every page: menu on phones, search, environment, help, theme.
import { CircleHelp, Menu, PanelLeft, Search } from "lucide-react";
import { EnvironmentSwitch } from "#components/shell/environment-switch.tsx";
import { ThemeToggle } from "#components/shell/theme-toggle.tsx";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";

export function TopBar(props: {
  collapsed: boolean;
  hideEnvironment?: boolean;
  onMenu: () => void;
  onPalette: () => void;
  onHelp: () => void;
  onToggleSidebar: () => void;
}) {
  return (
    <header className="sticky top-0 z-30 flex h-14 shrink-0 items-center gap-1.5 border-b bg-background/85 px-3 backdrop-blur-md sm:px-4">
      <Button
        variant="ghost"
        size="icon"
        className="md:hidden"
        aria-label="Open the menu"
        onClick={props.onMenu}
      >
        <Menu />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        className="max-md:hidden"
        aria-label={props.collapsed ? "Unfold the side menu" : "Fold the side menu"}
        onClick={props.onToggleSidebar}
      >
        <PanelLeft />
      </Button>
      <button
        type="button"
        onClick={props.onPalette}
        aria-keyshortcuts="Meta+K Control+K"
        className="flex h-8 min-w-8 items-center gap-2 rounded-md border border-transparent px-2 text-muted-foreground text-ui transition-colors hover:text-foreground sm:w-64 sm:border-border sm:bg-card sm:shadow-xs"
      >
        <Search aria-hidden="true" className="size-4 shrink-0" />
        <span className="flex-1 text-left max-sm:sr-only">Search…</span>
        <Kbd className="max-sm:hidden">⌘K</Kbd>
      </button>
      <div className="ml-auto flex items-center gap-1">
        {props.hideEnvironment ? null : <EnvironmentSwitch className="mr-1" />}
        <Button
          variant="ghost"
          size="icon"
          className="max-sm:hidden"
          aria-label="Keyboard shortcuts"
          onClick={props.onHelp}
        >
          <CircleHelp />
        </Button>
        <ThemeToggle />
      </div>
    </header>
  );
}
