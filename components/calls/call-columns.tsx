// The columns of a log of calls.
import type { ReactNode } from "react";
import { OutcomeBadge } from "#components/calls/outcome-badge.tsx";
import type { DataColumn } from "#components/table/data-table-columns.ts";
import { formatDuration, formatInstant, formatInteger } from "#lib/shared/format.ts";
import type { CallView } from "#lib/usage/call-view.ts";

export interface CallColumnsWish {
  timeZone: string;
  /** False where all calls are of one key. */
  showKey: boolean;
  showTenant: boolean;
}

export function callColumns({ timeZone, showKey, showTenant }: CallColumnsWish): DataColumn<CallView>[] {
  const columns: (DataColumn<CallView> | null)[] = [
    {
      id: "time",
      header: "Time",
      card: "title",
      required: true,
      cell: ({ at }) => (
        <time dateTime={at} className="whitespace-nowrap tabular-nums">
          {formatInstant(at, timeZone)}
        </time>
      ),
    },
    { id: "outcome", header: "Answer", cell: ({ outcome }) => <OutcomeBadge outcome={outcome} /> },
    showKey ? { id: "key", header: "Key", cell: ({ key }) => text(key?.name ?? "Unknown key") } : null,
    showTenant ? { id: "tenant", header: "Tenant", cell: ({ key }) => text(key?.clientId) } : null,
    { id: "resource", header: "Resource", cell: ({ resource }) => text(resource) },
    { id: "scopes", header: "Scopes", cell: ({ scopes }) => text(scopes.join(" ")), hidden: showTenant },
    { id: "ip", header: "Address", cell: ({ ip }) => text(ip) },
    { id: "environment", header: "Environment", cell: (call) => text(environmentOf(call)), hidden: true },
    { id: "agent", header: "Agent", cell: ({ userAgent }) => text(userAgent), hidden: true },
    { id: "tags", header: "Tags", cell: ({ tags }) => text(tags.join(", ")), hidden: true },
    { id: "request", header: "Request", cell: ({ requestId }) => text(requestId), hidden: true },
    {
      id: "cost",
      header: "Requests",
      align: "end",
      hidden: true,
      cell: ({ cost }) => formatInteger(cost),
    },
    {
      id: "latency",
      header: "Decided in",
      align: "end",
      cell: ({ latencyMicros }) => <span className="whitespace-nowrap">{latencyWords(latencyMicros)}</span>,
    },
  ];
  return columns.filter((column) => column !== null);
}

/** "480 µs", "12 ms" */
export function latencyWords(micros: number): string {
  return micros < 1_000 ? `${formatInteger(micros)} µs` : formatDuration(micros / 1_000);
}

export function environmentOf({ environment }: CallView): string | null {
  if (environment === "none") return null;
  return environment === "live" ? "Live" : "Test";
}

function text(value: string | null | undefined): ReactNode {
  if (!value) return <span className="text-muted-foreground">—</span>;
  return (
    <span title={value} className="inline-block max-w-56 truncate align-bottom">
      {value}
    </span>
  );
}
