"use client";
// A tooltip on Base UI. Pages rather take overlay/hint, which loads this on demand.
import { Tooltip as Primitive } from "@base-ui/react/tooltip";
import { cn } from "#components/ui/cn.ts";

export const TooltipProvider = Primitive.Provider;
export const Tooltip = Primitive.Root;
export const TooltipTrigger = Primitive.Trigger;

type ContentProps = Pick<Primitive.Positioner.Props, "anchor" | "side"> &
  Omit<Primitive.Popup.Props, "className"> & { className?: string };

export function TooltipContent({ anchor, side = "top", className, ...props }: ContentProps) {
  return (
    <Primitive.Portal>
      <Primitive.Positioner anchor={anchor} side={side} sideOffset={6} collisionPadding={8} className="z-60">
        <Primitive.Popup
          data-slot="tooltip"
          className={cn(
            "popup-motion max-w-72 rounded-md bg-foreground px-2 py-1 text-background text-xs shadow-pop",
            className,
          )}
          {...props}
        />
      </Primitive.Positioner>
    </Primitive.Portal>
  );
}
