// Who did what. One chain per tenant: each entry holds the hash of the one before; runtime roles may only insert.
import { bigint, index, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytes, idColumn, moment } from "./columns.ts";

export const auditEntries = pgTable(
  "audit_entries",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    id: idColumn("aud", "id").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    at: moment("at").notNull(),
    action: text("action").notNull(),
    actorType: text("actor_type").$type<"user" | "token" | "system" | "anonymous">().notNull(),
    actorId: text("actor_id"),
    actorLabel: text("actor_label").notNull(),
    targetType: text("target_type"),
    targetId: text("target_id"),
    targetLabel: text("target_label"),
    before: jsonb("before").$type<Record<string, unknown>>(),
    after: jsonb("after").$type<Record<string, unknown>>(),
    ip: text("ip"),
    requestId: text("request_id"),
    /** SHA-256(0x00 ‖ previous hash ‖ seq as 8 bytes ‖ canonical JSON, RFC 8785). */
    hash: bytes("hash").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("audit_entries_seq").on(table.tenantId, table.seq),
    index("audit_entries_newest").on(table.tenantId, table.at.desc(), table.id.desc()),
    index("audit_entries_newest_of_all").on(table.at.desc(), table.id.desc()),
    index("audit_entries_target").on(table.tenantId, table.targetId, table.seq),
  ],
);

/** The last entry of each chain; its row lock puts concurrent writers in order. */
export const auditHeads = pgTable("audit_heads", {
  tenantId: idColumn("ten", "tenant_id").primaryKey(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  hash: bytes("hash").notNull(),
});
