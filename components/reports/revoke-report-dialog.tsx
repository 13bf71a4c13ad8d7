"use client";
// Ends a link to a report for good.
import { useAct } from "#components/form/use-act.ts";
import type { RevokeReportAct } from "#components/reports/report-actions.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ReportView } from "#lib/reports/view.ts";
import type { Place } from "#lib/web/place.ts";

export interface RevokeReportDialogProps {
  report: ReportView;
  place: Place;
  revoke: RevokeReportAct;
  onOpenChange: (open: boolean) => void;
}

export default function RevokeReportDialog(props: RevokeReportDialogProps) {
  const { report, place, revoke, onOpenChange } = props;
  const { pending, runAloud } = useAct(revoke);
  const confirm = async () => {
    if (!(await runAloud(place, { reportId: report.id }))) return;
    onOpenChange(false);
    toast.success(`${report.title} is no longer shared`);
  };
  return (
    <AlertDialog
      open
      onOpenChange={onOpenChange}
      danger
      title={`Stop sharing ${report.title}?`}
      description="Whoever holds the link sees nothing any more, from now on. A new link can be made at any time."
      confirmLabel="Revoke link"
      pending={pending}
      onConfirm={() => void confirm()}
    />
  );
}
