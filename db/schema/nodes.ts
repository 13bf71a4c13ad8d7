// How nodes learn of changes, and what each of them says of itself. None of it belongs to a tenant.
import { bigint, boolean, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { idColumn, moment } from "./columns.ts";

/** "secret" stands for every secret that came to be in one transaction, and has no subject. */
export type ChangeKind = "key" | "secret" | "tenant" | "plan" | "token" | "credential";

/** What verifications must not go on believing. Written by triggers; `seq` grows in the order of commits. */
export const changes = pgTable(
  "changes",
  {
    seq: bigint("seq", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text("kind").$type<ChangeKind>().notNull(),
    /** The row that changed, by its uuid. */
    subject: uuid("subject").notNull(),
    /** Whether a key was revoked by it. */
    revokes: boolean("revokes").notNull().default(false),
    at: moment("at").notNull(),
  },
  (table) => [
    index("changes_subject").on(table.subject, table.kind, table.seq),
    index("changes_at").on(table.at),
  ],
);

/** One row for each process that verifies. */
export const nodes = pgTable(
  "nodes",
  {
    id: idColumn("node", "id").primaryKey(),
    host: text("host").notNull(),
    pid: integer("pid").notNull(),
    version: text("version").notNull(),
    startedAt: moment("started_at").notNull(),
    seenAt: moment("seen_at").notNull(),
    /** When it said that it ends; null while it runs, and for one that was killed. */
    endedAt: moment("ended_at"),
    /** Up to which change it has heard all. */
    acknowledgedSeq: bigint("acknowledged_seq", { mode: "number" }).notNull(),
    /** Usage events that it took, that are stored, and that wait on its disk or in its memory. */
    accepted: bigint("accepted", { mode: "number" }).notNull().default(0),
    stored: bigint("stored", { mode: "number" }).notNull().default(0),
    waiting: bigint("waiting", { mode: "number" }).notNull().default(0),
    /** Those that Postgres will never take; they are kept in a file. */
    setAside: bigint("set_aside", { mode: "number" }).notNull().default(0),
    spoolBytes: bigint("spool_bytes", { mode: "number" }).notNull().default(0),
  },
  (table) => [index("nodes_seen").on(table.seenAt)],
);

/** When a node had heard every change up to `seq`. */
export const acknowledgements = pgTable(
  "acknowledgements",
  {
    nodeId: idColumn("node", "node_id").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    at: moment("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.nodeId, table.seq] }), index("acknowledgements_at").on(table.at)],
);
