"use client";
// The opened part of Hint; loaded on demand.
import type { ReactNode, RefObject } from "react";
import { Tooltip, TooltipContent } from "#components/ui/tooltip.tsx";

export default function HintPanel(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  anchor: RefObject<HTMLElement | null>;
  side?: "top" | "right" | "bottom" | "left";
  onPointerEnter: () => void;
  onPointerLeave: () => void;
  children: ReactNode;
}) {
  return (
    <Tooltip open={props.open} onOpenChange={props.onOpenChange}>
      <TooltipContent
        anchor={props.anchor}
        side={props.side}
        onPointerEnter={props.onPointerEnter}
        onPointerLeave={props.onPointerLeave}
      >
        {props.children}
      </TooltipContent>
    </Tooltip>
  );
}
