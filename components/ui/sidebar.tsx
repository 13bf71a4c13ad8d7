// The parts of a side navigation; plain elements that react to a `data-collapsed` ancestor (group/shell).
import type { ComponentProps, ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";

export function Sidebar({ className, ...props }: ComponentProps<"aside">) {
  return (
    <aside data-slot="sidebar" className={cn("flex min-h-0 flex-col bg-sidebar", className)} {...props} />
  );
}

export function SidebarHeader({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("flex h-14 shrink-0 items-center gap-2 px-3", className)} {...props} />;
}

export function SidebarContent({ className, ...props }: ComponentProps<"nav">) {
  return <nav className={cn("scroll-thin min-h-0 flex-1 overflow-y-auto px-3 pb-3", className)} {...props} />;
}

export function SidebarFooter({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("shrink-0 border-t p-2", className)} {...props} />;
}

export function SidebarGroup({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <div className="mt-3 first:mt-1">
      {label ? (
        <p className="truncate px-2 pb-1 font-medium text-2xs text-muted-foreground group-data-[collapsed=true]/shell:md:sr-only">
          {label}
        </p>
      ) : null}
      <ul className="grid gap-px">{children}</ul>
    </div>
  );
}

/** Classes of a navigation link; `aria-current="page"` marks the present one. */
export const sidebarLinkClass =
  "flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-muted-foreground text-ui transition-colors hover:bg-border/50 hover:text-foreground aria-[current=page]:bg-brand-soft aria-[current=page]:text-brand-soft-foreground group-data-[collapsed=true]/shell:md:justify-center group-data-[collapsed=true]/shell:md:px-0 [&_svg]:size-4 [&_svg]:shrink-0";
