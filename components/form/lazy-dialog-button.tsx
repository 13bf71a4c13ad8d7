"use client";
// A button that opens a dialog whose code is fetched on first intent; `?create=true` opens it too, for links and the palette.
import { Plus } from "lucide-react";
import { parseAsBoolean, useQueryState } from "nuqs";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";

export interface LazyDialogButtonProps {
  label: string;
  load: () => Promise<unknown>;
  /** The dialog, once somebody wanted it. */
  children: (open: boolean, onOpenChange: (open: boolean) => void) => ReactNode;
}

export function LazyDialogButton({ label, load, children }: LazyDialogButtonProps) {
  const [open, setOpen] = useQueryState("create", parseAsBoolean.withDefault(false));
  const [wanted, setWanted] = useState(false);
  return (
    <>
      <Button
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => {
          setWanted(true);
          void setOpen(true);
        }}
      >
        <Plus />
        {label}
      </Button>
      {open || wanted ? children(open, (next) => void setOpen(next || null)) : null}
    </>
  );
}
