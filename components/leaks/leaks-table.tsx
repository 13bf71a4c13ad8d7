"use client";
// Keys that were found in public: where, by whom, and what was done.
import { ShieldCheck } from "lucide-react";
import { CodeSnippet } from "#components/feedback/code-snippet.tsx";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { StatusBadge } from "#components/feedback/status-badge.tsx";
import { DataTable } from "#components/table/data-table.tsx";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { Pager } from "#components/table/pager.tsx";
import { Card } from "#components/ui/card.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { LeakView } from "#lib/leaks/view.ts";
import { LEAK_ACTION_LABELS } from "#lib/shared/leaks.ts";

export interface LeaksTableProps {
  rows: LeakView[];
  nextCursor: string | null;
  now: string;
  timeZone: string;
}

export function LeaksTable(props: LeaksTableProps) {
  return (
    <Card>
      <DataTable
        label="Leaked keys"
        rows={props.rows}
        columns={columns(props)}
        rowId={({ id }) => id}
        rowLabel={({ key }) => key.name}
        rowHref={({ key }) => `/admin/keys/${key.id}`}
        empty={<NoLeaks />}
        footer={<Pager nextCursor={props.nextCursor} />}
      />
    </Card>
  );
}

function columns({ now, timeZone }: LeaksTableProps): DataColumn<LeakView>[] {
  return [
    {
      id: "key",
      header: "Key",
      card: "title",
      required: true,
      cell: ({ key, tenant }) => (
        <span className="grid min-w-0 gap-0.5">
          <span className="font-medium">{key.name}</span>
          <span className="text-muted-foreground text-xs">{tenant.name}</span>
        </span>
      ),
    },
    {
      id: "place",
      header: "Found",
      cell: ({ url, source }) => (
        <span className="grid min-w-0 gap-0.5">
          {/^https?:/.test(url) ? (
            <TextLink href={url} className="break-all">
              {url.replace(/^https?:\/\//, "")}
            </TextLink>
          ) : (
            <span className="break-all">{url || "Nobody said where"}</span>
          )}
          {source ? <span className="text-muted-foreground text-xs">{source}</span> : null}
        </span>
      ),
    },
    { id: "by", header: "Reported by", cell: ({ reportedBy }) => reportedBy },
    {
      id: "action",
      header: "Done",
      cell: ({ action }) => (action === "none" ? LEAK_ACTION_LABELS.none : <StatusBadge status={action} />),
    },
    { id: "reports", header: "Reports", align: "end", cell: ({ reports }) => reports },
    {
      id: "last",
      header: "Last",
      cell: ({ lastAt }) => <RelativeTime at={lastAt} now={now} timeZone={timeZone} />,
    },
  ];
}

function NoLeaks() {
  return (
    <EmptyState
      icon={<ShieldCheck />}
      title="No key was found in public"
      text="GitHub’s secret scanning and your own scanners report here. What is one of your keys is dealt with at once."
      snippet={
        <CodeSnippet
          snippets={[{ label: "Shell", code: "keyhold leaks report --file found.txt --source paste" }]}
        />
      }
    />
  );
}
