"use client";
// What fires in any tenant, with the way into its area.
import { BellRing, SearchX } from "lucide-react";
import { AlertMarks, SeverityBadge } from "#components/alerts/alert-words.tsx";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { DataTable } from "#components/table/data-table.tsx";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { Pager } from "#components/table/pager.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { TenantsAlertView } from "#lib/alerts/view.ts";

export interface TenantsTableProps {
  alerts: TenantsAlertView[];
  nextCursor: string | null;
  filtered: boolean;
  params: string[];
  now: string;
  timeZone: string;
}

export function TenantsTable(props: TenantsTableProps) {
  const { alerts, nextCursor } = props;
  return (
    <DataTable
      label="Alerts of tenants"
      rows={alerts}
      columns={columnsOf(props)}
      rowId={({ id }) => id}
      rowLabel={({ title }) => title}
      rowHref={({ id, tenant }) => `/t/${tenant.clientId}/alerts/${id}`}
      empty={<NothingFires {...props} />}
      footer={<Pager nextCursor={nextCursor} />}
    />
  );
}

function columnsOf({ now, timeZone }: TenantsTableProps): DataColumn<TenantsAlertView>[] {
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
    {
      id: "tenant",
      header: "Tenant",
      cell: ({ tenant }) => <TextLink href={`/t/${tenant.clientId}/alerts`}>{tenant.name}</TextLink>,
    },
    { id: "severity", header: "Severity", cell: ({ severity }) => <SeverityBadge severity={severity} /> },
    {
      id: "since",
      header: "Since",
      cell: ({ openedAt }) => <RelativeTime at={openedAt} now={now} timeZone={timeZone} />,
    },
    { id: "by", header: "Taken on by", cell: ({ acknowledgedBy }) => acknowledgedBy ?? "—" },
  ];
}

function NothingFires({ filtered, params }: TenantsTableProps) {
  if (!filtered)
    return <EmptyState icon={<BellRing />} title="All is quiet" text="Nothing fires in any tenant." />;
  return (
    <EmptyState
      icon={<SearchX />}
      title="No alert fits"
      text="No alert that fires in a tenant has all that was asked for."
      action={<ClearFilters names={params} label="Clear filters" />}
    />
  );
}
