// What each process that verifies says of the usage that it took, and whether that adds up.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/tenant.ts";
import { encodeId } from "#lib/shared/ids.ts";
import type { Finding } from "./system-status.ts";

export interface NodeView {
  id: string;
  host: string;
  pid: number;
  /** "silent": it was killed, or cannot reach the database. */
  state: "running" | "ended" | "silent";
  seenAt: string;
  /** Usage events that it took, and what became of them; `setAside` can never be stored and are kept in a file. */
  accepted: number;
  stored: number;
  waiting: number;
  setAside: number;
  /** On its disk. */
  spoolBytes: number;
  /** Whether every event that it took is stored, waits, or is set aside. */
  addsUp: boolean;
}

const AT_MOST = 50;

type Row = Omit<NodeView, "addsUp" | "seenAt"> & { seenMs: number };

/** Those that run, were heard of in the last day, or still have something to store; the newest first. */
export async function listNodes(tx: Tx): Promise<NodeView[]> {
  const rows = await tx.execute<Row & Record<string, unknown>>(sql`
    select id, host, pid, accepted::float8 as accepted, stored::float8 as stored, waiting::float8 as waiting,
           set_aside::float8 as "setAside", spool_bytes::float8 as "spoolBytes",
           extract(epoch from seen_at)::float8 * 1000 as "seenMs",
           case when ended_at is not null then 'ended'
                when seen_at > now() - interval '15 seconds' then 'running' else 'silent' end as state
    from nodes
    where seen_at > now() - interval '1 day' or accepted <> stored
    order by ended_at is not null, seen_at < now() - interval '15 seconds', started_at desc, id
    limit ${AT_MOST}`);
  return rows.map(({ seenMs, ...row }) => ({
    ...row,
    id: encodeId("node", row.id),
    seenAt: new Date(seenMs).toISOString(),
    addsUp: row.accepted === row.stored + row.waiting + row.setAside,
  }));
}

/** What somebody should look at. */
export function findingsOf(nodes: readonly NodeView[]): Finding[] {
  return nodes.flatMap((node) => {
    const { id, host, accepted, stored, waiting, setAside } = node;
    const findings: (Finding | false)[] = [
      !node.addsUp && {
        level: "danger",
        text: `Usage does not add up: process ${id} on ${host} took ${accepted} events, of which ${stored} are stored and ${waiting} wait.`,
      },
      node.state !== "running" &&
        waiting > 0 && {
          level: "warning",
          text: `${waiting} usage events wait on the disk of ${host}, whose process ended. Start an api process there, over the same folder.`,
        },
      setAside > 0 && {
        level: "warning",
        text: `${setAside} usage events of ${host} were refused by the database. They are kept in its folder spool/set-aside.`,
      },
    ];
    return findings.filter((finding) => finding !== false);
  });
}
