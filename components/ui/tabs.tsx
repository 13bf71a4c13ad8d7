"use client";
// Tabs on Base UI for panels of one page. Sections with addresses of their own take shell/section-tabs.
import { Tabs as Primitive } from "@base-ui/react/tabs";
import { cn } from "#components/ui/cn.ts";

export const Tabs = Primitive.Root;

type Styled<P> = Omit<P, "className"> & { className?: string };

export function TabsList({ className, children, ...props }: Styled<Primitive.List.Props>) {
  return (
    <Primitive.List
      className={cn("scroll-thin relative flex gap-4 overflow-x-auto border-b", className)}
      {...props}
    >
      {children}
      <Primitive.Indicator className="absolute bottom-0 left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) rounded-full bg-primary transition-[translate,width] duration-150" />
    </Primitive.List>
  );
}

export function TabsTab({ className, ...props }: Styled<Primitive.Tab.Props>) {
  return (
    <Primitive.Tab
      className={cn(
        "-outline-offset-2! whitespace-nowrap px-0.5 py-2 font-medium text-muted-foreground text-ui hover:text-foreground data-active:text-foreground",
        className,
      )}
      {...props}
    />
  );
}

export function TabsPanel({ className, ...props }: Styled<Primitive.Panel.Props>) {
  return <Primitive.Panel className={cn("pt-4", className)} {...props} />;
}
