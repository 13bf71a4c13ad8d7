"use client";
// The side navigation on phones: a sheet from the left. Loaded on demand.
import type { ReactNode } from "react";
import type { NavSection } from "#components/shell/nav.ts";
import { NavList } from "#components/shell/nav-list.tsx";
import { Sheet, SheetContent } from "#components/ui/sheet.tsx";
import { SidebarFooter, SidebarHeader } from "#components/ui/sidebar.tsx";

export default function MobileNav(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  sections: NavSection[];
  header: ReactNode;
  footer: ReactNode;
}) {
  return (
    <Sheet open={props.open} onOpenChange={props.onOpenChange}>
      <SheetContent side="left" title="Menu" hideTitle className="bg-sidebar!">
        <div className="flex min-h-full flex-col">
          <SidebarHeader className="pr-14!">{props.header}</SidebarHeader>
          <NavList sections={props.sections} onNavigate={() => props.onOpenChange(false)} />
          <SidebarFooter>{props.footer}</SidebarFooter>
        </div>
      </SheetContent>
    </Sheet>
  );
}
