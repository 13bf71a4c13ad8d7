"use client";
// What an endpoint was sent. The open message stands in the address.
import { SearchX, Send } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter, useSearchParams } from "next/navigation";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { DataTable } from "#components/table/data-table.tsx";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { FilterBar } from "#components/table/filter-bar.tsx";
import { Pager } from "#components/table/pager.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import type { ScreenViews } from "#components/views/screen-views.ts";
import { DeliveryState } from "#components/webhooks/endpoint-state.tsx";
import type { WebhookActions } from "#components/webhooks/webhook-actions.ts";
import { DELIVERY_STATUSES } from "#lib/shared/webhooks.ts";
import type { Place } from "#lib/web/place.ts";
import type { DeliveryDetail, DeliveryView } from "#lib/webhooks/view.ts";

const DeliverySheet = dynamic(() => import("#components/webhooks/delivery-sheet.tsx"), { ssr: false });

export interface DeliveriesTableProps {
  endpointId: string;
  url: string;
  rows: DeliveryView[];
  nextCursor: string | null;
  filtered: boolean;
  views: ScreenViews;
  /** The message that the address names. */
  opened: DeliveryDetail | null;
  place: Place;
  /** Left out for who may not. */
  replay?: WebhookActions["replay"];
  now: string;
  timeZone: string;
}

const STATUS = {
  param: "status",
  label: "Status",
  options: DELIVERY_STATUSES.map((value) => ({
    value,
    label: value.charAt(0).toUpperCase() + value.slice(1),
  })),
};

export function DeliveriesTable(props: DeliveriesTableProps) {
  const { opened } = props;
  const router = useRouter();
  const search = useSearchParams();
  const hrefOf = (id: string | null) => {
    const next = new URLSearchParams(search);
    if (id) next.set("open", id);
    else next.delete("open");
    return `?${next}`;
  };
  return (
    <Card>
      <CardHeader title="Messages" description="Of the last 30 days, newest first." level={2} />
      <FilterBar facets={[STATUS]} views={props.views} />
      <DataTable
        label="Messages"
        rows={props.rows}
        columns={columns(props)}
        rowId={({ id }) => id}
        rowLabel={({ type }) => type}
        rowHref={({ id }) => hrefOf(id)}
        empty={<NoDeliveries filtered={props.filtered} />}
        footer={<Pager nextCursor={props.nextCursor} />}
      />
      {opened ? (
        <DeliverySheet
          {...props}
          delivery={opened}
          onClose={() => router.push(hrefOf(null), { scroll: false })}
        />
      ) : null}
    </Card>
  );
}

function columns({ now, timeZone }: DeliveriesTableProps): DataColumn<DeliveryView>[] {
  const time = (at: string | null) => (at ? <RelativeTime at={at} now={now} timeZone={timeZone} /> : "—");
  return [
    {
      id: "type",
      header: "Event",
      card: "title",
      required: true,
      cell: ({ type }) => <code className="font-mono text-xs">{type}</code>,
    },
    { id: "status", header: "Status", cell: (delivery) => <DeliveryState delivery={delivery} /> },
    {
      id: "answer",
      header: "Last answer",
      cell: ({ lastStatus, lastError }) => lastStatus ?? lastError ?? "—",
    },
    { id: "attempts", header: "Attempts", align: "end", cell: ({ attempts }) => attempts },
    { id: "created", header: "Made", cell: ({ createdAt }) => time(createdAt) },
    { id: "next", header: "Next try", cell: ({ dueAt }) => time(dueAt) },
  ];
}

function NoDeliveries({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <EmptyState
      icon={<SearchX />}
      title="No message fits"
      text="None of the last 30 days has this status."
      action={<ClearFilters names={["status"]} />}
    />
  ) : (
    <EmptyState
      icon={<Send />}
      title="Nothing was sent yet"
      text="Send a test, or wait for the first event."
    />
  );
}
