"use client";
// The columns of a list of keys.
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { KeyMarks, KeyState } from "#components/keys/key-state.tsx";
import { Week } from "#components/keys/list/week.tsx";
import { MaskedKey } from "#components/keys/masked-key.tsx";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { Badge } from "#components/ui/badge.tsx";
import type { KeyView } from "#lib/keys/view.ts";

export interface Clock {
  now: string;
  timeZone: string;
}

export interface KeyColumnsProps extends Clock {
  /** Calls of the last seven days by key; absent for who may not see usage. */
  weeks?: Record<string, number[]>;
}

export function keyColumns(
  { now, timeZone, weeks }: KeyColumnsProps,
  showTenant: boolean,
): DataColumn<KeyView>[] {
  const time = (at: string | null, absent: string) =>
    at ? <RelativeTime at={at} now={now} timeZone={timeZone} /> : <Faint>{absent}</Faint>;
  const tenant: DataColumn<KeyView> = {
    id: "tenant",
    header: "Tenant",
    cell: (key) => key.tenant.name,
  };
  return [
    {
      id: "name",
      header: "Name",
      required: true,
      card: "title",
      cell: (key) => (
        <span className="grid gap-0.5">
          <span className="flex flex-wrap items-center gap-1.5">
            {key.name}
            <KeyMarks view={key} />
          </span>
          <MaskedKey prefix={key.prefix} last4={key.last4} className="font-normal" />
        </span>
      ),
    },
    ...(showTenant ? [tenant] : []),
    ...(weeks ? [weekOf(weeks)] : []),
    { id: "status", header: "Status", cell: (key) => <KeyState view={key} now={now} /> },
    {
      id: "owner",
      header: "Owner",
      hidden: true,
      cell: (key) => key.ownerEmail ?? <Faint>—</Faint>,
    },
    { id: "tags", header: "Tags", hidden: true, cell: (key) => <Tags tags={key.tags} /> },
    { id: "scopes", header: "Scopes", hidden: true, cell: (key) => <Tags tags={key.scopes} /> },
    { id: "created", header: "Created", cell: (key) => time(key.createdAt, "—") },
    {
      id: "createdBy",
      header: "Created by",
      hidden: true,
      cell: (key) => key.createdBy.label,
    },
    { id: "lastUsed", header: "Last used", cell: (key) => time(key.lastUsedAt, "Never") },
    { id: "expires", header: "Expires", cell: (key) => time(key.expiresAt, "Never") },
  ];
}

const weekOf = (weeks: Record<string, number[]>): DataColumn<KeyView> => ({
  id: "week",
  header: "Last 7 days",
  cell: (key) => <Week days={weeks[key.id]} />,
});

function Faint({ children }: { children: string }) {
  return <span className="text-muted-foreground">{children}</span>;
}

function Tags({ tags }: { tags: string[] }) {
  if (tags.length === 0) return <Faint>—</Faint>;
  const more = tags.length - 3;
  return (
    <span className="inline-flex max-w-72 flex-wrap gap-1">
      {tags.slice(0, 3).map((tag) => (
        <Badge key={tag} className="max-w-40">
          <span className="truncate">{tag}</span>
        </Badge>
      ))}
      {more > 0 ? <Badge tone="outline">+{more}</Badge> : null}
    </span>
  );
}
