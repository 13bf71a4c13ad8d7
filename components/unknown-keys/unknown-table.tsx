"use client";
// Refused secrets as a list. A row opens what is known of its secret; which one is open stands in the address.
import { DoorClosed, SearchX } from "lucide-react";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { DataTable } from "#components/table/data-table.tsx";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { Pager } from "#components/table/pager.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { CLASS_TONES, firstOfMany, nameOf } from "#components/unknown-keys/unknown-words.ts";
import { formatInteger } from "#lib/shared/format.ts";
import { REFUSAL_LABELS } from "#lib/shared/refusals.ts";
import type { UnknownKeyView } from "#lib/unknown-keys/view.ts";

const UnknownSheet = dynamic(() => import("#components/unknown-keys/unknown-sheet.tsx"), { ssr: false });

export interface UnknownTableProps {
  items: UnknownKeyView[];
  nextCursor: string | null;
  filtered: boolean;
  timeZone: string;
  now: string;
}

export const UNKNOWN_PARAMS = ["q", "class"];

export function UnknownTable(props: UnknownTableProps) {
  const { items, timeZone, nextCursor } = props;
  const search = useSearchParams();
  const [openId, setOpenId] = useQueryState("open", parseAsString);
  const open = items.find(({ id }) => id === openId);
  const hrefOf = ({ id }: UnknownKeyView) => {
    const next = new URLSearchParams(search);
    next.set("open", id);
    return `?${next}`;
  };
  const summary = items.length === 1 ? "1 secret" : `${formatInteger(items.length)} secrets on this page`;
  return (
    <>
      <DataTable
        label="Unknown keys"
        rows={items}
        columns={columnsOf(props)}
        rowId={({ id }) => id}
        rowLabel={nameOf}
        rowHref={hrefOf}
        empty={<NoKnocks filtered={props.filtered} />}
        footer={<Pager nextCursor={nextCursor} summary={summary} />}
      />
      {open ? <UnknownSheet view={open} timeZone={timeZone} onClose={() => void setOpenId(null)} /> : null}
    </>
  );
}

function columnsOf({ timeZone, now }: UnknownTableProps): DataColumn<UnknownKeyView>[] {
  const time = (at: string) => <RelativeTime at={at} now={now} timeZone={timeZone} />;
  return [
    { id: "secret", header: "Secret", card: "title", required: true, cell: (view) => <Secret view={view} /> },
    {
      id: "class",
      header: "Class",
      cell: (view) => <Badge tone={CLASS_TONES[view.class]}>{REFUSAL_LABELS[view.class]}</Badge>,
    },
    {
      id: "refusals",
      header: "Refused",
      align: "end",
      cell: ({ refusals }) => <span className="tabular-nums">{formatInteger(refusals)}</span>,
    },
    {
      id: "addresses",
      header: "From",
      cell: ({ sources, addresses }) => <Many {...firstOfMany(sources[0]?.address, addresses)} />,
    },
    {
      id: "agents",
      header: "Agent",
      cell: ({ sources, userAgents }) => <Many {...firstOfMany(sources[0]?.userAgent, userAgents)} />,
    },
    { id: "first", header: "First", align: "end", cell: ({ firstAt }) => time(firstAt) },
    { id: "last", header: "Last", align: "end", cell: ({ lastAt }) => time(lastAt) },
  ];
}

function Secret({ view }: { view: UnknownKeyView }) {
  const detail = view.key
    ? `${view.key.clientId} · ${view.form}`
    : view.length && `${view.length} characters`;
  return (
    <span className="grid gap-0.5">
      <span>{view.fingerprint && !view.key ? view.form : nameOf(view)}</span>
      <span className="flex flex-wrap gap-x-2 font-normal text-muted-foreground text-xs">
        {view.fingerprint ? <span className="font-mono">{view.fingerprint.slice(0, 8)}</span> : null}
        {detail || null}
      </span>
    </span>
  );
}

function Many({ first, more }: { first: string; more: number }) {
  return (
    <span className="inline-flex max-w-56 items-baseline gap-1.5">
      <span className="truncate">{first}</span>
      {more > 0 ? <span className="shrink-0 text-muted-foreground text-xs">and {more} more</span> : null}
    </span>
  );
}

function NoKnocks({ filtered }: { filtered: boolean }) {
  if (!filtered)
    return (
      <EmptyState
        icon={<DoorClosed />}
        title="Nobody has knocked"
        text="A call with a mistyped, foreign, revoked or unheard-of secret is noted here: when, from where and how often, and never the secret."
      />
    );
  return (
    <EmptyState
      icon={<SearchX />}
      title="No secret fits"
      text="No refused secret has all that was asked for."
      action={<ClearFilters names={UNKNOWN_PARAMS} label="Clear filters" />}
    />
  );
}
