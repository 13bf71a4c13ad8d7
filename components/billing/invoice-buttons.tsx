"use client";
// What staff can do with an invoice; dialogs are fetched when they are wanted.
import { Ban, Check, Plus, Send } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { InvoiceActions } from "#components/billing/billing-actions.ts";
import { Button } from "#components/ui/button.tsx";
import type { InvoiceView } from "#lib/billing/view.ts";

export interface InvoiceDialogProps {
  invoice: InvoiceView;
  actions: InvoiceActions;
  onOpenChange: (open: boolean) => void;
}

const DIALOGS = {
  issue: dynamic(() => import("#components/billing/issue-dialog.tsx"), { ssr: false }),
  adjust: dynamic(() => import("#components/billing/adjust-dialog.tsx"), { ssr: false }),
  pay: dynamic(() => import("#components/billing/pay-dialog.tsx"), { ssr: false }),
  void: dynamic(() => import("#components/billing/void-dialog.tsx"), { ssr: false }),
};

export function InvoiceButtons(props: Omit<InvoiceDialogProps, "onOpenChange">) {
  const [open, setOpen] = useState<keyof typeof DIALOGS | null>(null);
  const { status, dueMicros } = props.invoice;
  const isDraft = status === "draft";
  const isOpen = status === "open" || status === "overdue";
  const Dialog = open && DIALOGS[open];
  return (
    <>
      {isDraft || isOpen || (status === "paid" && dueMicros === 0) ? (
        <Button variant="danger-outline" onClick={() => setOpen("void")}>
          <Ban />
          Void
        </Button>
      ) : null}
      {isDraft ? (
        <>
          <Button variant="outline" onClick={() => setOpen("adjust")}>
            <Plus />
            Add a line
          </Button>
          <Button onClick={() => setOpen("issue")}>
            <Send />
            Issue now
          </Button>
        </>
      ) : null}
      {isOpen ? (
        <Button onClick={() => setOpen("pay")}>
          <Check />
          Mark as paid
        </Button>
      ) : null}
      {Dialog ? <Dialog {...props} onOpenChange={(next) => !next && setOpen(null)} /> : null}
    </>
  );
}
