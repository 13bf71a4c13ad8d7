"use client";
// Opens the form that grants credit; its code is fetched on first intent.
import dynamic from "next/dynamic";
import { useState } from "react";
import type { GrantCreditDialogProps } from "#components/billing/grant-credit-dialog.tsx";
import { Button } from "#components/ui/button.tsx";

const load = () => import("#components/billing/grant-credit-dialog.tsx");
const GrantCreditDialog = dynamic(load, { ssr: false });

export function GrantCreditButton(props: Omit<GrantCreditDialogProps, "onOpenChange">) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="outline"
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(true)}
      >
        Grant credit
      </Button>
      {open ? <GrantCreditDialog {...props} onOpenChange={setOpen} /> : null}
    </>
  );
}
