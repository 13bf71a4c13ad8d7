"use client";
// Deletes a file, or ends one that is being made.
import type { DeleteExportAct } from "#components/exports/export-actions.ts";
import { useAct } from "#components/form/use-act.ts";
import { AlertDialog } from "#components/ui/alert-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ExportView } from "#lib/exports/view.ts";
import type { Place } from "#lib/web/place.ts";

export interface DeleteExportDialogProps {
  row: ExportView;
  place: Place;
  remove: DeleteExportAct;
  onOpenChange: (open: boolean) => void;
}

export default function DeleteExportDialog({ row, place, remove, onOpenChange }: DeleteExportDialogProps) {
  const { pending, runAloud } = useAct(remove);
  const busy = row.state === "queued" || row.state === "running";
  const confirm = async () => {
    if (!(await runAloud(place, { exportId: row.id }))) return;
    onOpenChange(false);
    toast.success(busy ? "The export was cancelled" : "The file was deleted");
  };
  return (
    <AlertDialog
      open
      onOpenChange={onOpenChange}
      danger
      title={busy ? "Cancel this export?" : `Delete ${row.fileName}?`}
      description="Nobody can download it any more. It can be asked for again at any time."
      confirmLabel={busy ? "Cancel export" : "Delete file"}
      pending={pending}
      onConfirm={() => void confirm()}
    />
  );
}
