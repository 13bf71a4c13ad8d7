"use client";
// Makes a link to what the address shows now, and shows it once.
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { CopyButton } from "#components/feedback/copy-button.tsx";
import type { CreateReportAct } from "#components/reports/report-actions.ts";
import { ShareForm } from "#components/reports/share-form.tsx";
import { Button } from "#components/ui/button.tsx";
import {
  Dialog,
  DialogBody,
  DialogClose,
  DialogContent,
  DialogFooter,
  DialogHeader,
} from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ReportWithLink } from "#lib/reports/view.ts";
import type { Place } from "#lib/web/place.ts";

export interface ShareDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  place: Place;
  create: CreateReportAct;
  /** Where all links are listed. */
  listHref: string;
}

export default function ShareDialog({ open, onOpenChange, listHref, ...form }: ShareDialogProps) {
  const search = useSearchParams();
  const [made, setMade] = useState<ReportWithLink | null>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      onOpenChangeComplete={(isOpen) => !isOpen && setMade(null)}
    >
      <DialogContent>
        <DialogHeader
          title={made ? "The link is ready" : "Share this view"}
          description={
            made
              ? "It is shown this once. Whoever holds it sees the report, without signing in."
              : "A link for reading: the charts and tables of this view, and nothing else of this workspace."
          }
        />
        {made ? (
          <>
            <DialogBody className="gap-4">
              <Field label="Link">
                <Input
                  readOnly
                  value={made.url}
                  className="font-mono"
                  onFocus={(event) => event.target.select()}
                />
              </Field>
              <p className="text-muted-foreground text-ui">
                It can be revoked at any time in <TextLink href={listHref}>Shared reports</TextLink>.
              </p>
            </DialogBody>
            <DialogFooter>
              <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Done</DialogClose>
              <CopyButton
                variant="primary"
                value={made.url}
                label="Copy link"
                showLabel
                className="max-sm:h-10"
              />
            </DialogFooter>
          </>
        ) : (
          <ShareForm {...form} listHref={listHref} search={search.toString()} onMade={setMade} />
        )}
      </DialogContent>
    </Dialog>
  );
}
