"use client";
// All alerts that there were, the newest first.
import { History, SearchX } from "lucide-react";
import { AlertMarks, SeverityBadge } from "#components/alerts/alert-words.tsx";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { DataTable } from "#components/table/data-table.tsx";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { Pager } from "#components/table/pager.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { AlertView } from "#lib/alerts/view.ts";
import { formatDuration } from "#lib/shared/format.ts";

export interface HistoryTableProps {
  alerts: AlertView[];
  nextCursor: string | null;
  filtered: boolean;
  area: string;
  now: string;
  timeZone: string;
}

export const HISTORY_PARAMS = ["severity", "kind", "state"];

export function HistoryTable(props: HistoryTableProps) {
  const { alerts, nextCursor, area } = props;
  return (
    <DataTable
      label="History"
      rows={alerts}
      columns={columnsOf(props)}
      rowId={({ id }) => id}
      rowLabel={({ title }) => title}
      rowHref={({ id }) => `${area}/alerts/${id}`}
      empty={<NoHistory {...props} />}
      footer={<Pager nextCursor={nextCursor} />}
    />
  );
}

function columnsOf({ now, timeZone }: HistoryTableProps): DataColumn<AlertView>[] {
  return [
    {
      id: "what",
      header: "What",
      card: "title",
      required: true,
      cell: (alert) => (
        <span className="flex flex-wrap items-center gap-1.5 whitespace-normal">
          {alert.title}
          <AlertMarks alert={alert} />
        </span>
      ),
    },
    { id: "severity", header: "Severity", cell: ({ severity }) => <SeverityBadge severity={severity} /> },
    {
      id: "state",
      header: "State",
      cell: ({ state }) =>
        state === "firing" ? <Badge tone="danger">Fires</Badge> : <Badge tone="success">Over</Badge>,
    },
    {
      id: "since",
      header: "Began",
      cell: ({ openedAt }) => <RelativeTime at={openedAt} now={now} timeZone={timeZone} />,
    },
    { id: "lasted", header: "Lasted", align: "end", cell: (alert) => lastedText(alert, now) },
    { id: "by", header: "Taken on by", cell: ({ acknowledgedBy }) => acknowledgedBy ?? "—" },
  ];
}

function lastedText({ openedAt, resolvedAt, test }: AlertView, now: string): string {
  if (test) return "—";
  return formatDuration(Math.max(0, Date.parse(resolvedAt ?? now) - Date.parse(openedAt)));
}

function NoHistory({ filtered }: HistoryTableProps) {
  if (!filtered)
    return (
      <EmptyState
        icon={<History />}
        title="No alert yet"
        text="What a rule finds stands here from then on, for 400 days."
      />
    );
  return (
    <EmptyState
      icon={<SearchX />}
      title="No alert fits"
      text="No alert has all that was asked for."
      action={<ClearFilters names={HISTORY_PARAMS} label="Clear filters" />}
    />
  );
}
