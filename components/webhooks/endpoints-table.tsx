"use client";
// Where events are sent.
import { Webhook } from "lucide-react";
import { CodeSnippet } from "#components/feedback/code-snippet.tsx";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { DataTable } from "#components/table/data-table.tsx";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { Pager } from "#components/table/pager.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EndpointState } from "#components/webhooks/endpoint-state.tsx";
import { webhookSnippets } from "#components/webhooks/webhook-snippets.ts";
import { KIND_LABELS } from "#lib/shared/webhooks.ts";
import type { EndpointView } from "#lib/webhooks/view.ts";

export interface EndpointsTableProps {
  rows: EndpointView[];
  nextCursor: string | null;
  /** Where endpoints have their pages. */
  base: string;
  mayWrite: boolean;
  now: string;
  timeZone: string;
}

export function EndpointsTable(props: EndpointsTableProps) {
  return (
    <Card>
      <DataTable
        label="Endpoints"
        rows={props.rows}
        columns={columns(props)}
        rowId={({ id }) => id}
        rowLabel={({ description, url }) => description || url}
        rowHref={({ id }) => `${props.base}/${id}`}
        empty={<NoEndpoints mayWrite={props.mayWrite} />}
        footer={<Pager nextCursor={props.nextCursor} />}
      />
    </Card>
  );
}

function columns({ now, timeZone }: EndpointsTableProps): DataColumn<EndpointView>[] {
  return [
    {
      id: "endpoint",
      header: "Endpoint",
      card: "title",
      required: true,
      cell: ({ description, url }) => (
        <span className="grid min-w-0 gap-0.5">
          <span className="break-all font-medium">{description || url}</span>
          {description ? <span className="break-all text-muted-foreground text-xs">{url}</span> : null}
        </span>
      ),
    },
    { id: "state", header: "State", cell: (endpoint) => <EndpointState endpoint={endpoint} /> },
    { id: "kind", header: "Kind", cell: ({ kind }) => KIND_LABELS[kind] },
    { id: "events", header: "Events", cell: ({ types }) => <Types types={types} /> },
    {
      id: "created",
      header: "Created",
      cell: ({ createdAt }) => <RelativeTime at={createdAt} now={now} timeZone={timeZone} />,
    },
  ];
}

const SHOWN_TYPES = 2;

export function Types({ types }: { types: readonly string[] | null }) {
  if (types === null) return "All";
  const more = types.length - SHOWN_TYPES;
  return (
    <span className="inline-flex flex-wrap gap-1">
      {types.slice(0, SHOWN_TYPES).map((type) => (
        <Badge key={type} className="font-mono">
          {type}
        </Badge>
      ))}
      {more > 0 ? <Badge tone="outline">+{more}</Badge> : null}
    </span>
  );
}

function NoEndpoints({ mayWrite }: { mayWrite: boolean }) {
  return (
    <EmptyState
      icon={<Webhook />}
      title="No endpoints yet"
      text="Your own services, or a channel in Slack, hear of keys, alerts and leaks within seconds. Messages are signed, and tried again for up to three days."
      action={
        mayWrite ? (
          <ButtonLink href="?create=true" scroll={false}>
            Add the first endpoint
          </ButtonLink>
        ) : null
      }
      snippet={<CodeSnippet snippets={webhookSnippets("whsec_YOUR_SECRET")} />}
    />
  );
}
