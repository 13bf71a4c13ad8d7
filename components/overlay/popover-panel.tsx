"use client";
// The opened part of PopoverButton; loaded on demand.
import type { ComponentProps, ReactNode, RefObject } from "react";
import { Popover, PopoverContent } from "#components/ui/popover.tsx";

export interface PopoverPanelProps {
  open: boolean;
  onOpenChange: ComponentProps<typeof Popover>["onOpenChange"];
  anchor: RefObject<HTMLElement | null>;
  label: string;
  align?: "start" | "center" | "end";
  className?: string;
  children: ReactNode;
}

export default function PopoverPanel(props: PopoverPanelProps) {
  return (
    <Popover open={props.open} onOpenChange={props.onOpenChange}>
      <PopoverContent
        anchor={props.anchor}
        finalFocus={props.anchor}
        align={props.align}
        aria-label={props.label}
        className={props.className}
      >
        {props.children}
      </PopoverContent>
    </Popover>
  );
}
