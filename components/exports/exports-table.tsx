"use client";
// Files that were asked for: how far they are, how large, until when, and the way to them.
import { Download, FileDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { RefreshWhileBusy } from "#components/credentials/refresh-while-busy.tsx";
import type { DeleteExportAct } from "#components/exports/export-actions.ts";
import { exportsHref } from "#components/exports/export-href.ts";
import { questionText } from "#components/exports/question-text.ts";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { RowMenu } from "#components/overlay/row-menu.tsx";
import { DataTable } from "#components/table/data-table.tsx";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { Pager } from "#components/table/pager.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import type { ExportView } from "#lib/exports/view.ts";
import { EXPORT_LABELS, type ExportState } from "#lib/shared/exports.ts";
import { formatBytes, formatInteger } from "#lib/shared/format.ts";
import type { Place } from "#lib/web/place.ts";

const DeleteExportDialog = dynamic(() => import("#components/exports/delete-export-dialog.tsx"), {
  ssr: false,
});

export interface ExportsTableProps {
  rows: ExportView[];
  nextCursor: string | null;
  place: Place;
  remove: DeleteExportAct;
  now: string;
  timeZone: string;
}

/** A quarter of an hour; a page that is left open asks no longer. */
const MOST_LOOKS = 600;

export function ExportsTable(props: ExportsTableProps) {
  const [leaving, setLeaving] = useState<ExportView | null>(null);
  return (
    <Card>
      <RefreshWhileBusy busy={props.rows.some(isBusy)} atMost={MOST_LOOKS} />
      <DataTable
        label="Exports"
        rows={props.rows}
        columns={columns(props, setLeaving)}
        rowId={({ id }) => id}
        rowLabel={({ fileName }) => fileName}
        empty={
          <EmptyState
            icon={<FileDown />}
            title="No files yet"
            text="Open Logs, Usage or Audit, choose what to show, and take “As a large file” from its export menu. Files stay here for 7 days."
          />
        }
        footer={<Pager nextCursor={props.nextCursor} />}
      />
      {leaving ? (
        <DeleteExportDialog
          row={leaving}
          place={props.place}
          remove={props.remove}
          onOpenChange={(open) => !open && setLeaving(null)}
        />
      ) : null}
    </Card>
  );
}

const isBusy = ({ state }: ExportView) => state === "queued" || state === "running";

const STATES: Record<ExportState, { label: string; tone: Tone }> = {
  queued: { label: "Waits", tone: "neutral" },
  running: { label: "Is being made", tone: "info" },
  done: { label: "Ready", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
};

function columns(
  { place, now, timeZone }: ExportsTableProps,
  onDelete: (row: ExportView) => void,
): DataColumn<ExportView>[] {
  const time = (at: string) => <RelativeTime at={at} now={now} timeZone={timeZone} />;
  return [
    { id: "what", header: "What", card: "title", required: true, cell: (row) => <What row={row} /> },
    {
      id: "state",
      header: "State",
      cell: ({ state, failure }) => (
        <span className="grid gap-1 whitespace-normal">
          <span>
            <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>
          </span>
          {failure ? <span className="text-muted-foreground text-xs">{failure}</span> : null}
        </span>
      ),
    },
    { id: "rows", header: "Rows", align: "end", cell: ({ rows }) => formatInteger(rows) },
    { id: "size", header: "Size", align: "end", cell: ({ size }) => (size > 0 ? formatBytes(size) : "—") },
    {
      id: "asked",
      header: "Asked for",
      cell: ({ createdAt, createdBy }) => (
        <>
          {time(createdAt)} by {createdBy}
        </>
      ),
    },
    { id: "until", header: "Kept until", cell: ({ expiresAt }) => time(expiresAt) },
    {
      id: "actions",
      header: "Actions",
      card: "action",
      required: true,
      cell: (row) => (
        <RowMenu
          label={`Actions for ${row.fileName}`}
          items={[
            ...(row.state === "done"
              ? [
                  {
                    label: "Download",
                    icon: <Download />,
                    href: `${exportsHref(place)}/${row.id}/file`,
                    download: true,
                  },
                ]
              : []),
            { label: isBusy(row) ? "Cancel…" : "Delete…", danger: true, onSelect: () => onDelete(row) },
          ]}
        />
      ),
    },
  ];
}

function What({ row }: { row: ExportView }) {
  return (
    <span className="grid min-w-0 gap-0.5 whitespace-normal">
      <span className="font-medium">
        {EXPORT_LABELS[row.subject]}, {row.format === "csv" ? "CSV" : "JSON"}
      </span>
      <span className="wrap-anywhere text-muted-foreground text-xs">
        {questionText(row.question) || "All"}
      </span>
    </span>
  );
}
