// Files that people and programs asked for, and their bytes: made by the worker, handed out by whoever is asked.
import { sql } from "drizzle-orm";
import { bigint, foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { ExportFormat, ExportState, ExportSubject } from "#lib/shared/exports.ts";
import { bytes, idColumn, moment } from "./columns.ts";

/** Those of the platform stand under PLATFORM_TENANT. */
export const exportFiles = pgTable(
  "export_files",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    id: idColumn("exp", "id").notNull(),
    subject: text("subject").$type<ExportSubject>().notNull(),
    format: text("format").$type<ExportFormat>().notNull(),
    /** As the list or series of its subject is asked for. */
    question: jsonb("question").$type<Record<string, unknown>>().notNull(),
    state: text("state").$type<ExportState>().notNull(),
    /** How many rows were written until now. */
    rows: bigint("rows", { mode: "number" }).notNull().default(0),
    /** How large the file is until now, packed. */
    size: bigint("size", { mode: "number" }).notNull().default(0),
    parts: integer("parts").notNull().default(0),
    /** Which turn at it is the running one; whoever had an earlier one has lost it. */
    turn: integer("turn").notNull().default(0),
    createdAt: moment("created_at").notNull(),
    createdBy: text("created_by"),
    createdByLabel: text("created_by_label").notNull(),
    startedAt: moment("started_at"),
    /** When whoever writes it was last heard of. */
    seenAt: moment("seen_at"),
    finishedAt: moment("finished_at"),
    expiresAt: moment("expires_at").notNull(),
    /** Why there is no file, in words for whoever asked. */
    failure: text("failure"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("export_files_newest").on(table.tenantId, table.createdAt.desc(), table.id.desc()),
    index("export_files_waiting").on(table.createdAt).where(sql`${table.state} in ('queued', 'running')`),
    index("export_files_expiry").on(table.expiresAt),
  ],
);

export const exportParts = pgTable(
  "export_parts",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    exportId: idColumn("exp", "export_id").notNull(),
    number: integer("number").notNull(),
    data: bytes("data").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.exportId, table.number] }),
    foreignKey({
      columns: [table.tenantId, table.exportId],
      foreignColumns: [exportFiles.tenantId, exportFiles.id],
    }).onDelete("cascade"),
  ],
);
