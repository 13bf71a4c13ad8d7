"use client";
// The tenants of the installation.
import { Building2, SearchX } from "lucide-react";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { StatusBadge } from "#components/feedback/status-badge.tsx";
import { ChoiceFilter } from "#components/table/choice-filter.tsx";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { DataTable } from "#components/table/data-table.tsx";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { FilterBar } from "#components/table/filter-bar.tsx";
import { Pager } from "#components/table/pager.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { ScreenViews } from "#components/views/screen-views.ts";
import { formatInteger } from "#lib/shared/format.ts";
import type { TenantView } from "#lib/tenants/view.ts";

export interface TenantsTableProps {
  rows: TenantView[];
  nextCursor: string | null;
  views: ScreenViews;
  plans: { slug: string; name: string }[];
  /** Whether nothing was asked, so that no rows means no tenants at all. */
  unfiltered: boolean;
  mayCreate: boolean;
  now: string;
  timeZone: string;
}

const PARAMS = ["status", "plan"];

export function TenantsTable(props: TenantsTableProps) {
  return (
    <Card>
      <FilterBar searchPlaceholder="Name or client id" params={PARAMS} views={props.views}>
        <ChoiceFilter
          param="status"
          label="Status"
          options={[
            { value: "active", label: "Active" },
            { value: "suspended", label: "Suspended" },
          ]}
        />
        <ChoiceFilter
          param="plan"
          label="Plan"
          options={props.plans.map((plan) => ({ value: plan.slug, label: plan.name }))}
        />
      </FilterBar>
      <DataTable
        label="Tenants"
        rows={props.rows}
        columns={columns(props)}
        rowId={(tenant) => tenant.id}
        rowLabel={(tenant) => tenant.name}
        rowHref={(tenant) => `/admin/tenants/${tenant.clientId}`}
        empty={props.unfiltered ? <NoTenants mayCreate={props.mayCreate} /> : <NothingFits />}
        footer={<Pager nextCursor={props.nextCursor} summary={summaryOf(props.rows.length)} />}
      />
    </Card>
  );
}

function columns({ now, timeZone }: TenantsTableProps): DataColumn<TenantView>[] {
  return [
    {
      id: "name",
      header: "Tenant",
      card: "title",
      required: true,
      cell: (tenant) => (
        <span className="flex items-center gap-2.5">
          <Avatar name={tenant.name} square />
          <span className="grid">
            <span>{tenant.name}</span>
            <code className="font-mono font-normal text-muted-foreground text-xs">{tenant.clientId}</code>
          </span>
        </span>
      ),
    },
    { id: "status", header: "Status", cell: (tenant) => <StatusBadge status={tenant.status} /> },
    { id: "plan", header: "Plan", cell: (tenant) => tenant.plan.name },
    { id: "keys", header: "Keys", align: "end", cell: (tenant) => formatInteger(tenant.keyCount) },
    { id: "members", header: "Members", align: "end", cell: (tenant) => formatInteger(tenant.memberCount) },
    { id: "zone", header: "Time zone", hidden: true, cell: (tenant) => tenant.timeZone },
    {
      id: "created",
      header: "Created",
      align: "end",
      cell: (tenant) => <RelativeTime at={tenant.createdAt} now={now} timeZone={timeZone} />,
    },
  ];
}

function NoTenants({ mayCreate }: { mayCreate: boolean }) {
  return (
    <EmptyState
      icon={<Building2 />}
      title="No tenants yet"
      text="A tenant is one customer: their keys, their members, their numbers, apart from everybody else’s."
      action={
        mayCreate ? (
          <ButtonLink href="?create=true" scroll={false}>
            Create the first tenant
          </ButtonLink>
        ) : null
      }
    />
  );
}

function NothingFits() {
  return (
    <EmptyState
      icon={<SearchX />}
      title="No tenant fits"
      action={<ClearFilters names={["q", ...PARAMS]} label="Clear filters" />}
    />
  );
}

function summaryOf(count: number): string {
  return count === 1 ? "1 tenant" : `${formatInteger(count)} tenants on this page`;
}
