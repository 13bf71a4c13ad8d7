"use client";
// A tooltip around anything; an extra for people who see and point. What matters must be in the content or its label.
import dynamic from "next/dynamic";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { cn } from "#components/ui/cn.ts";

const load = () => import("#components/overlay/hint-panel.tsx");
const HintPanel = dynamic(load, { ssr: false });

const OPEN_DELAY_MS = 350;
const CLOSE_DELAY_MS = 120;

export function Hint(props: {
  text: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  className?: string;
  children: ReactNode;
}) {
  const anchor = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [open, setOpen] = useState(false);
  const [mounted, setMounted] = useState(false);
  useEffect(() => () => clearTimeout(timer.current), []);

  const plan = (next: boolean, delayMs: number) => {
    clearTimeout(timer.current);
    if (next) void load();
    timer.current = setTimeout(() => {
      if (next) setMounted(true);
      setOpen(next);
    }, delayMs);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the handlers only show a tooltip; the content keeps its own role
    <span
      ref={anchor}
      className={cn("inline-flex min-w-0", props.className)}
      onPointerEnter={(event) => event.pointerType === "mouse" && plan(true, OPEN_DELAY_MS)}
      onPointerLeave={() => plan(false, CLOSE_DELAY_MS)}
      onPointerDown={() => plan(false, 0)}
      onFocus={(event) => event.target.matches(":focus-visible") && plan(true, 0)}
      onBlur={() => plan(false, 0)}
      onKeyDown={(event) => event.key === "Escape" && plan(false, 0)}
    >
      {props.children}
      {mounted ? (
        <HintPanel
          open={open}
          onOpenChange={setOpen}
          anchor={anchor}
          side={props.side}
          onPointerEnter={() => plan(true, 0)}
          onPointerLeave={() => plan(false, CLOSE_DELAY_MS)}
        >
          {props.text}
        </HintPanel>
      ) : null}
    </span>
  );
}
