"use client";
// A small floating panel on Base UI. Pages rather take overlay/popover-button, which loads this on demand.
import { Popover as Primitive } from "@base-ui/react/popover";
import { cn } from "#components/ui/cn.ts";
import { popupClass } from "#components/ui/popup.ts";

export const Popover = Primitive.Root;
export const PopoverTrigger = Primitive.Trigger;
export const PopoverClose = Primitive.Close;
export const PopoverTitle = Primitive.Title;

type ContentProps = Pick<Primitive.Positioner.Props, "anchor" | "side" | "align" | "sideOffset"> &
  Omit<Primitive.Popup.Props, "className"> & { className?: string };

export function PopoverContent({
  anchor,
  side,
  align = "start",
  sideOffset = 6,
  className,
  ...props
}: ContentProps) {
  return (
    <Primitive.Portal>
      <Primitive.Positioner
        anchor={anchor}
        side={side}
        align={align}
        sideOffset={sideOffset}
        collisionPadding={8}
        className="z-50 outline-none"
      >
        <Primitive.Popup
          data-slot="popover"
          className={cn(
            popupClass,
            "scroll-thin max-h-(--available-height) max-w-(--available-width) overflow-y-auto",
            className,
          )}
          {...props}
        />
      </Primitive.Positioner>
    </Primitive.Portal>
  );
}
