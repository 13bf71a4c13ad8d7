// What this node says of itself: that it runs, what it counted, and which changes it has heard.
import type { Sql } from "#db/client.ts";
import { uuidOf } from "#db/schema/columns.ts";
import type { Id } from "#lib/shared/ids.ts";

export interface NodeFacts {
  id: Id<"node">;
  host: string;
  pid: number;
  version: string;
}

/** Usage events: taken, stored, waiting, never to be stored; and what the spool takes on disk. */
export interface NodeCounts {
  accepted: number;
  stored: number;
  waiting: number;
  setAside: number;
  spoolBytes: number;
}

/** Times are the database's. */
export async function beat(sql: Sql, facts: NodeFacts, seq: number, counts: NodeCounts): Promise<void> {
  await sql`
    insert into nodes (id, host, pid, version, started_at, seen_at, acknowledged_seq, accepted, stored, waiting, set_aside, spool_bytes)
    values (${uuidOf("node", facts.id)}, ${facts.host}, ${facts.pid}, ${facts.version}, now(), now(), ${seq},
            ${counts.accepted}, ${counts.stored}, ${counts.waiting},
            ${counts.setAside}, ${counts.spoolBytes})
    on conflict (id) do update set
      seen_at = now(), ended_at = null,
      acknowledged_seq = greatest(nodes.acknowledged_seq, excluded.acknowledged_seq),
      accepted = excluded.accepted, stored = excluded.stored, waiting = excluded.waiting,
      set_aside = excluded.set_aside, spool_bytes = excluded.spool_bytes`;
}

/** `agoMs` is how long ago the changes were heard. */
export async function acknowledge(sql: Sql, id: Id<"node">, seq: number, agoMs: number): Promise<void> {
  await sql`
    with heard as (
      update nodes set acknowledged_seq = greatest(acknowledged_seq, ${seq}::bigint) where id = ${uuidOf("node", id)}
    )
    insert into acknowledgements (node_id, seq, at)
    values (${uuidOf("node", id)}, ${seq}, clock_timestamp() - ${agoMs}::float8 * interval '1 millisecond')
    on conflict do nothing`;
}

export async function sayGoodbye(sql: Sql, id: Id<"node">, counts: NodeCounts): Promise<void> {
  await sql`
    update nodes set seen_at = now(), ended_at = now(), accepted = ${counts.accepted}, stored = ${counts.stored},
      waiting = ${counts.waiting}, set_aside = ${counts.setAside}, spool_bytes = ${counts.spoolBytes}
    where id = ${uuidOf("node", id)}`;
}

/** Corrects what a dead node said last, from what it left on disk; it may have died before it could say anything. */
export async function tellOfDeadNode(
  sql: Sql,
  { id, host = "", pid = 0, version = "" }: Pick<NodeFacts, "id"> & Partial<NodeFacts>,
  counts: NodeCounts,
): Promise<void> {
  await sql`
    insert into nodes (id, host, pid, version, started_at, seen_at, ended_at, acknowledged_seq,
      accepted, stored, waiting, set_aside, spool_bytes)
    values (${uuidOf("node", id)}, ${host}, ${pid}, ${version}, now(), now(), now(), 0, ${counts.accepted},
      ${counts.stored}, ${counts.waiting}, ${counts.setAside}, ${counts.spoolBytes})
    on conflict (id) do update set
      accepted = excluded.accepted, stored = excluded.stored, waiting = excluded.waiting,
      set_aside = excluded.set_aside, spool_bytes = excluded.spool_bytes`;
}

/** A node that has not been heard of for so many seconds is not waited for. */
const SILENT_SECONDS = 5;

/** The number of the newest change. */
export async function newestChange(sql: Sql): Promise<string> {
  const [row] = await sql<[{ seq: string }]>`select coalesce(max(seq), 0)::text as seq from changes`;
  return row.seq;
}

/** Whether every node that runs has applied all changes up to `seq`. */
export async function isHeardEverywhere(sql: Sql, seq: string): Promise<boolean> {
  const [row] = await sql<[{ heard: boolean }]>`
    select not exists (
      select from nodes where ended_at is null and seen_at > clock_timestamp() - ${SILENT_SECONDS} * interval '1 second'
      and acknowledged_seq < ${seq}::bigint
    ) as heard`;
  return row.heard;
}
