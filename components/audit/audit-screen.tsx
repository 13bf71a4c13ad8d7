// The audit page of both areas: filters, the list, and whether the chain is whole.
import { Suspense } from "react";
import { AUDIT_PARAMS, AuditTable, type AuditTableProps } from "#components/audit/audit-table.tsx";
import { ChainBadge } from "#components/audit/chain-badge.tsx";
import { DateFilter } from "#components/audit/date-filter.tsx";
import { newExportHref } from "#components/exports/export-href.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { PendingArea } from "#components/shell/pending.tsx";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { ExportMenu } from "#components/table/export-menu.tsx";
import { FilterBar } from "#components/table/filter-bar.tsx";
import { Card } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ScreenViews } from "#components/views/screen-views.ts";
import type { ChainView } from "#lib/audit/verify-chain.ts";
import type { Place } from "#lib/web/place.ts";

export interface AuditScreenProps extends AuditTableProps {
  place: Place;
  description: string;
  chain: Promise<ChainView>;
  downloadHref: string;
  views: ScreenViews;
}

const ACTIONS = [
  ["key", "Keys"],
  ["member", "Members"],
  ["invitation", "Invitations"],
  ["token", "Service tokens"],
  ["tenant", "Tenants"],
  ["plan", "Plans"],
  ["session", "Sign-ins"],
  ["account", "Accounts"],
  ["staff", "Staff"],
].map(([value = "", label = ""]) => ({ value, label }));

export function AuditScreen({ place, description, chain, downloadHref, views, ...table }: AuditScreenProps) {
  return (
    <Page>
      <PageHeader
        title="Audit"
        description={description}
        badges={
          <Suspense fallback={<Skeleton className="h-5 w-28" />}>
            <ChainBadge load={chain} />
          </Suspense>
        }
      />
      <PendingArea>
        <Card>
          <FilterBar
            searchPlaceholder="Search by person or target"
            facets={[{ param: "action", label: "About", options: ACTIONS }]}
            views={views}
            tools={<ExportMenu href={downloadHref} largeHref={newExportHref(place, "audit")} />}
          >
            <DateFilter timeZone={table.timeZone} />
            {table.filtered ? <ClearFilters names={AUDIT_PARAMS} /> : null}
          </FilterBar>
          <AuditTable {...table} />
        </Card>
      </PendingArea>
    </Page>
  );
}
