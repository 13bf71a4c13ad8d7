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

/** Usage events: taken, stored, waiting; and what the spool takes on disk. */
export interface NodeCounts {
  accepted: number;
  stored: number;
  waiting: number;
  spoolBytes: number;
}

/** Times are the database's. */
export async function beat(sql: Sql, facts: NodeFacts, seq: number, counts: NodeCounts): Promise<void> {
  await sql`
    insert into nodes (id, host, pid, version, started_at, seen_at, acknowledged_seq, accepted, stored, waiting, spool_bytes)
    values (${uuidOf("node", facts.id)}, ${facts.host}, ${facts.pid}, ${facts.version}, now(), now(), ${seq},
            ${counts.accepted}, ${counts.stored}, ${counts.waiting}, ${counts.spoolBytes})
    on conflict (id) do update set
      seen_at = now(), ended_at = null,
      acknowledged_seq = greatest(nodes.acknowledged_seq, excluded.acknowledged_seq),
      accepted = excluded.accepted, stored = excluded.stored, waiting = excluded.waiting,
      spool_bytes = excluded.spool_bytes`;
}

/** `agoMs` is how long ago the changes were heard. */
export async function acknowledge(sql: Sql, id: Id<"node">, seq: number, agoMs: number): Promise<void> {
  await sql`
    insert into acknowledgements (node_id, seq, at)
    values (${uuidOf("node", id)}, ${seq}, clock_timestamp() - ${agoMs}::float8 * interval '1 millisecond')
    on conflict do nothing`;
}

export async function sayGoodbye(sql: Sql, id: Id<"node">, counts: NodeCounts): Promise<void> {
  await sql`
    update nodes set seen_at = now(), ended_at = now(), accepted = ${counts.accepted}, stored = ${counts.stored},
      waiting = ${counts.waiting}, spool_bytes = ${counts.spoolBytes}
    where id = ${uuidOf("node", id)}`;
}
