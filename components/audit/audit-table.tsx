"use client";
// The audit trail as a list. A row opens its entry beside the list; which one is open stands in the address.
import { ScrollText } from "lucide-react";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";
import { AuditSentence } from "#components/audit/audit-sentence.tsx";
import { ACTOR_WORDS, sentenceOf } from "#components/audit/entry-row.ts";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { DataTable } from "#components/table/data-table.tsx";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { Pager } from "#components/table/pager.tsx";
import type { AuditEntryView } from "#lib/audit/entry-view.ts";
import { formatInteger } from "#lib/shared/format.ts";

const EntrySheet = dynamic(() => import("#components/audit/entry-sheet.tsx"), { ssr: false });

export interface AuditTableProps {
  entries: AuditEntryView[];
  nextCursor: string | null;
  /** An entry that is open but not on this page. */
  opened: AuditEntryView | null;
  showTenant: boolean;
  filtered: boolean;
  timeZone: string;
  now: string;
}

export const AUDIT_PARAMS = ["q", "action", "from", "to"];

export function AuditTable(props: AuditTableProps) {
  const { entries, timeZone } = props;
  const search = useSearchParams();
  const [openId, setOpenId] = useQueryState("entry", parseAsString);
  const open = entries.find(({ id }) => id === openId) ?? (props.opened?.id === openId ? props.opened : null);
  const hrefOf = (entry: AuditEntryView) => {
    const next = new URLSearchParams(search);
    next.set("entry", entry.id);
    return `?${next}`;
  };
  return (
    <>
      <DataTable
        label="Audit trail"
        rows={entries}
        columns={columnsOf(props)}
        rowId={({ id }) => id}
        rowLabel={sentenceOf}
        rowHref={hrefOf}
        empty={<NoEntries filtered={props.filtered} />}
        footer={
          <Pager
            nextCursor={props.nextCursor}
            summary={`${formatInteger(entries.length)} entries on this page`}
          />
        }
      />
      {open ? <EntrySheet entry={open} timeZone={timeZone} onClose={() => void setOpenId(null)} /> : null}
    </>
  );
}

function columnsOf({ showTenant, timeZone, now }: AuditTableProps): DataColumn<AuditEntryView>[] {
  const columns: (DataColumn<AuditEntryView> | false)[] = [
    {
      id: "action",
      header: "What",
      card: "title",
      required: true,
      cell: (entry) => <AuditSentence entry={entry} />,
    },
    {
      id: "actor",
      header: "Who",
      cell: ({ actor }) => (
        <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
          {actor.label}
          {actor.type === "user" ? null : (
            <span className="text-muted-foreground text-xs">{ACTOR_WORDS[actor.type]}</span>
          )}
        </span>
      ),
    },
    showTenant && {
      id: "tenant",
      header: "Tenant",
      cell: ({ tenant }) => tenant?.name ?? <span className="text-muted-foreground">Platform</span>,
    },
    {
      id: "changes",
      header: "Changed",
      cell: ({ changes }) => (
        <span className="text-muted-foreground">
          {changes.length === 0
            ? "—"
            : changes
                .slice(0, 2)
                .map(({ label }) => label)
                .join(", ")}
          {changes.length > 2 ? ` and ${changes.length - 2} more` : null}
        </span>
      ),
    },
    {
      id: "at",
      header: "When",
      align: "end",
      cell: ({ at }) => <RelativeTime at={at} now={now} timeZone={timeZone} />,
    },
  ];
  return columns.filter((column) => column !== false);
}

function NoEntries({ filtered }: { filtered: boolean }) {
  if (!filtered)
    return (
      <EmptyState
        icon={<ScrollText />}
        title="Nothing was done yet"
        text="Whoever creates, changes or revokes something leaves an entry here that cannot be altered."
      />
    );
  return (
    <EmptyState
      icon={<ScrollText />}
      title="No entry fits"
      text="Nothing in the trail fits these filters."
      action={<ClearFilters names={AUDIT_PARAMS} label="Clear filters" />}
    />
  );
}
