"use client";
// State of a popup whose code is fetched on first intent (hover, focus or press) and which opens from a plain button.
import { useCallback, useRef, useState } from "react";

interface OpenChangeDetails {
  reason: string;
  event: Event;
  cancel: () => void;
}

export function useLazyPopup(preload: () => Promise<unknown>, haspopup: "menu" | "dialog") {
  const triggerRef = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [mounted, setMounted] = useState(false);
  const warm = () => void preload();

  const onOpenChange = useCallback((next: boolean, details?: OpenChangeDetails) => {
    const target = details?.event.target;
    // The trigger is outside of the popup's own tree; its press must toggle, not close and reopen.
    const onTrigger = target instanceof Node && triggerRef.current?.contains(target);
    if (!next && onTrigger && details?.reason === "outside-press") return details.cancel();
    setOpen(next);
  }, []);

  return {
    open,
    mounted,
    setOpen,
    triggerRef,
    onOpenChange,
    triggerProps: {
      ref: triggerRef,
      "aria-haspopup": haspopup,
      "aria-expanded": open,
      onPointerEnter: warm,
      onFocus: warm,
      onClick: () => {
        setMounted(true);
        setOpen((was) => !was);
      },
    },
  };
}
