"use client";
// "Share": a link to what a usage page shows. The dialog's code is fetched on first intent.
import { Share2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { ShareDialogProps } from "#components/reports/share-dialog.tsx";
import { Button } from "#components/ui/button.tsx";

const load = () => import("#components/reports/share-dialog.tsx");
const ShareDialog = dynamic(load, { ssr: false });

export function ShareButton(props: Omit<ShareDialogProps, "open" | "onOpenChange">) {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  return (
    <>
      <Button
        variant="outline"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => {
          setWanted(true);
          setOpen(true);
        }}
      >
        <Share2 />
        Share
      </Button>
      {wanted ? <ShareDialog {...props} open={open} onOpenChange={setOpen} /> : null}
    </>
  );
}
