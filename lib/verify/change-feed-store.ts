// Changes as they are committed, over one connection that listens and asks.
import type { Database } from "#db/client.ts";
import type { ChangeKind } from "#db/schema/nodes.ts";
import { encodeId, type IdPrefix } from "#lib/shared/ids.ts";

export interface Change {
  seq: number;
  kind: ChangeKind;
  /** The id of what changed ("key_…"); empty for new secrets. */
  subject: string;
}

/** What happened after a change, or that it cannot be told, so that anything may have happened. */
export type News = { seq: number; changes: Change[] } | { seq: number; changes: "unknown" };

export interface ChangeFeed {
  /** What happened after `seq`; null for one that knows nothing yet. Rejects when the database does not answer. */
  read(seq: number | null): Promise<News>;
  /** Gives the connection up, which does not answer, for a new one. */
  reopen(): void;
  close(): Promise<void>;
}

const AT_MOST = 1_000;
const PREFIX: Record<Exclude<ChangeKind, "secret">, IdPrefix> = {
  key: "key",
  tenant: "ten",
  plan: "pln",
  token: "tok",
  credential: "cred",
};

/** `onHint` is told that there may be news, and that the connection was lost. */
export function openChangeFeed(db: Database, onHint: () => void): ChangeFeed {
  let listening = false;
  const open = () =>
    db.aside({
      name: "keyhold api changes",
      onNotify: onHint,
      onClose() {
        listening = false;
        onHint();
      },
    });
  let connection = open();

  const listen = async () => {
    if (listening) return;
    await connection.sql`listen keyhold_change`;
    listening = true;
  };
  const newest = async (): Promise<News> => {
    const [row] = await connection.sql<[{ seq: string | null }]>`select max(seq) as seq from changes`;
    return { seq: Number(row.seq ?? 0), changes: "unknown" };
  };

  return {
    async read(seq) {
      // First, so that nothing falls between what is read and what is heard.
      await listen();
      if (seq === null) return newest();
      const rows = await connection.sql<{ seq: string; kind: ChangeKind; subject: string }[]>`
        select seq, kind, subject from changes where seq >= ${seq} order by seq limit ${AT_MOST + 1}`;
      const [last, ...later] = rows;
      if (!last && seq === 0) return { seq, changes: [] };
      // It was swept, or another copy of the database answers: what came after it cannot be told.
      if (Number(last?.seq) !== seq) return newest();
      return { seq: Number(later.at(-1)?.seq ?? seq), changes: later.map(changeOf) };
    },
    reopen() {
      const old = connection;
      listening = false;
      connection = open();
      void old.close().catch(() => {});
    },
    close: () => connection.close(),
  };
}

function changeOf({ seq, kind, subject }: { seq: string; kind: ChangeKind; subject: string }): Change {
  return { seq: Number(seq), kind, subject: kind === "secret" ? "" : encodeId(PREFIX[kind], subject) };
}
