"use client";
// Links to reports: what they show, until when, whether somebody looked, and how to end them.
import { Share2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { StatusBadge } from "#components/feedback/status-badge.tsx";
import { RowMenu } from "#components/overlay/row-menu.tsx";
import type { RevokeReportAct } from "#components/reports/report-actions.ts";
import { DataTable } from "#components/table/data-table.tsx";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { Pager } from "#components/table/pager.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ReportView } from "#lib/reports/view.ts";
import { formatInteger } from "#lib/shared/format.ts";
import type { Place } from "#lib/web/place.ts";

const RevokeReportDialog = dynamic(() => import("#components/reports/revoke-report-dialog.tsx"), {
  ssr: false,
});

export interface ReportsTableProps {
  rows: ReportView[];
  nextCursor: string | null;
  place: Place;
  usageHref: string;
  revoke: RevokeReportAct;
  now: string;
  timeZone: string;
}

export function ReportsTable(props: ReportsTableProps) {
  const [leaving, setLeaving] = useState<ReportView | null>(null);
  return (
    <Card>
      <DataTable
        label="Shared reports"
        rows={props.rows}
        columns={columns(props, setLeaving)}
        rowId={(report) => report.id}
        rowLabel={(report) => report.title}
        empty={
          <EmptyState
            icon={<Share2 />}
            title="No reports are shared"
            text="Open Usage, choose what to show, and press Share: you get a link for reading that runs out by itself."
            action={<ButtonLink href={props.usageHref}>Open usage</ButtonLink>}
          />
        }
        footer={<Pager nextCursor={props.nextCursor} />}
      />
      {leaving ? (
        <RevokeReportDialog
          report={leaving}
          place={props.place}
          revoke={props.revoke}
          onOpenChange={(open) => !open && setLeaving(null)}
        />
      ) : null}
    </Card>
  );
}

function columns(
  { usageHref, now, timeZone }: ReportsTableProps,
  onRevoke: (report: ReportView) => void,
): DataColumn<ReportView>[] {
  const time = (at: string) => <RelativeTime at={at} now={now} timeZone={timeZone} />;
  return [
    {
      id: "title",
      header: "Title",
      card: "title",
      required: true,
      cell: (report) => <span className="font-medium">{report.title}</span>,
    },
    { id: "status", header: "Status", cell: (report) => <StatusBadge status={report.status} /> },
    {
      id: "view",
      header: "Shows",
      cell: (report) => (
        <TextLink href={`${usageHref}?${report.search}`}>
          The view{report.namesKeys ? ", with names of keys" : null}
        </TextLink>
      ),
    },
    {
      id: "created",
      header: "Made",
      cell: ({ createdAt, createdBy }) => (
        <>
          {time(createdAt)} by {createdBy}
        </>
      ),
    },
    { id: "expires", header: "Runs out", cell: (report) => time(report.expiresAt) },
    {
      id: "opened",
      header: "Opened",
      cell: ({ lastOpenedAt, timesOpened }) =>
        lastOpenedAt ? (
          <>
            {formatInteger(timesOpened)} × · last {time(lastOpenedAt)}
          </>
        ) : (
          <span className="text-muted-foreground">Never</span>
        ),
    },
    {
      id: "actions",
      header: "Actions",
      card: "action",
      required: true,
      cell: (report) =>
        report.status === "active" ? (
          <RowMenu
            label={`Actions for ${report.title}`}
            items={[{ label: "Revoke…", danger: true, onSelect: () => onRevoke(report) }]}
          />
        ) : null,
    },
  ];
}
