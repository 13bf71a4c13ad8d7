"use client";
// A button that opens a menu given as data. The menu's code is fetched on first intent.
import dynamic from "next/dynamic";
import type { MenuItem } from "#components/overlay/menu-items.ts";
import { useLazyPopup } from "#components/overlay/use-lazy-popup.ts";
import { Button, type ButtonProps } from "#components/ui/button.tsx";

const load = () => import("#components/overlay/menu-panel.tsx");
const MenuPanel = dynamic(load, { ssr: false });

export type MenuButtonProps = Omit<ButtonProps, "onClick"> & {
  /** Names the menu, and the button when it shows an icon alone. */
  label: string;
  items: MenuItem[];
  align?: "start" | "end";
  side?: "top" | "bottom";
  menuClassName?: string;
};

export function MenuButton({
  label,
  items,
  align = "end",
  side,
  menuClassName,
  children,
  ...button
}: MenuButtonProps) {
  const popup = useLazyPopup(load, "menu");
  return (
    <>
      <Button variant="ghost" aria-label={label} {...button} {...popup.triggerProps}>
        {children}
      </Button>
      {popup.mounted ? (
        <MenuPanel
          open={popup.open}
          onOpenChange={popup.onOpenChange}
          anchor={popup.triggerRef}
          label={label}
          items={items}
          align={align}
          side={side}
          className={menuClassName}
        />
      ) : null}
    </>
  );
}
