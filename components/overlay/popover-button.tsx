"use client";
// A button that opens a small panel. The floating code is fetched on first intent; `children` gets a function to close.
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useLazyPopup } from "#components/overlay/use-lazy-popup.ts";
import { Button, type ButtonProps } from "#components/ui/button.tsx";

const load = () => import("#components/overlay/popover-panel.tsx");
const PopoverPanel = dynamic(load, { ssr: false });

export type PopoverButtonProps = Omit<ButtonProps, "onClick" | "children"> & {
  /** Names the panel. */
  label: string;
  /** What the button shows. */
  trigger: ReactNode;
  align?: "start" | "center" | "end";
  panelClassName?: string;
  /** Fetches what `children` loads on demand, together with the panel. */
  preload?: () => Promise<unknown>;
  children: (close: () => void) => ReactNode;
};

export function PopoverButton({
  label,
  trigger,
  align,
  panelClassName,
  preload,
  children,
  ...button
}: PopoverButtonProps) {
  const popup = useLazyPopup(() => Promise.all([load(), preload?.()]), "dialog");
  return (
    <>
      <Button variant="outline" {...button} {...popup.triggerProps}>
        {trigger}
      </Button>
      {popup.mounted ? (
        <PopoverPanel
          open={popup.open}
          onOpenChange={popup.onOpenChange}
          anchor={popup.triggerRef}
          label={label}
          align={align}
          className={panelClassName}
        >
          {children(() => popup.setOpen(false))}
        </PopoverPanel>
      ) : null}
    </>
  );
}
