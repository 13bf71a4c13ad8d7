"use client";
// Menus on Base UI. Pages rather take overlay/menu-button, which loads this on demand.
import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";
import { popupClass, popupItemClass } from "#components/ui/popup.ts";

export const DropdownMenu = Menu.Root;
export const DropdownMenuTrigger = Menu.Trigger;
export const DropdownMenuGroup = Menu.Group;
export const DropdownMenuRadioGroup = Menu.RadioGroup;

type ContentProps = Pick<Menu.Positioner.Props, "anchor" | "side" | "align" | "sideOffset"> &
  Omit<Menu.Popup.Props, "className"> & { className?: string };

export function DropdownMenuContent({
  anchor,
  side,
  align = "start",
  sideOffset = 4,
  className,
  ...props
}: ContentProps) {
  return (
    <Menu.Portal>
      <Menu.Positioner
        anchor={anchor}
        side={side}
        align={align}
        sideOffset={sideOffset}
        className="z-50 outline-none"
      >
        <Menu.Popup
          data-slot="dropdown-menu"
          className={cn(
            popupClass,
            "scroll-thin max-h-(--available-height) min-w-44 overflow-y-auto p-1",
            className,
          )}
          {...props}
        />
      </Menu.Positioner>
    </Menu.Portal>
  );
}

type Item<P> = Omit<P, "className"> & { className?: string };

export function DropdownMenuItem({
  className,
  danger,
  ...props
}: Item<Menu.Item.Props> & { danger?: boolean }) {
  return <Menu.Item className={cn(popupItemClass, danger && dangerClass, className)} {...props} />;
}

export function DropdownMenuLink({
  className,
  danger,
  ...props
}: Item<Menu.LinkItem.Props> & { danger?: boolean }) {
  return (
    <Menu.LinkItem closeOnClick className={cn(popupItemClass, danger && dangerClass, className)} {...props} />
  );
}

export function DropdownMenuCheckboxItem({ className, children, ...props }: Item<Menu.CheckboxItem.Props>) {
  return (
    <Menu.CheckboxItem className={cn(popupItemClass, "pr-8", className)} {...props}>
      {children}
      <Menu.CheckboxItemIndicator className="absolute right-2">
        <Check />
      </Menu.CheckboxItemIndicator>
    </Menu.CheckboxItem>
  );
}

export function DropdownMenuRadioItem({ className, children, ...props }: Item<Menu.RadioItem.Props>) {
  return (
    <Menu.RadioItem className={cn(popupItemClass, "pr-8", className)} {...props}>
      {children}
      <Menu.RadioItemIndicator className="absolute right-2">
        <Check />
      </Menu.RadioItemIndicator>
    </Menu.RadioItem>
  );
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<"div">) {
  return (
    <div className={cn("px-2 py-1.5 font-medium text-muted-foreground text-xs", className)} {...props} />
  );
}

export function DropdownMenuSeparator() {
  return <Menu.Separator className="-mx-1 my-1 h-px bg-border" />;
}

const dangerClass = "text-danger data-highlighted:bg-danger-soft [&_svg]:text-danger!";
