"use client";
// Opens the dialog of saved views; its code is fetched on first intent.
import { Bookmark } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ViewsDialogProps } from "#components/usage/views/views-dialog.tsx";

const load = () => import("#components/usage/views/views-dialog.tsx");
const ViewsDialog = dynamic(load, { ssr: false });

export function ViewsButton(props: Omit<ViewsDialogProps, "onClose">) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="outline"
        aria-haspopup="dialog"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(true)}
      >
        <Bookmark className="text-muted-foreground" />
        Views
      </Button>
      {open ? <ViewsDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
