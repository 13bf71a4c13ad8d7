// What callers reported by POST /v1/usage, so that the same report never counts twice.
import { bigint, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { idColumn, moment } from "./columns.ts";

/** One row per report; the amounts that charts show stand in meter_quarter_hours. */
export const usageReceipts = pgTable(
  "usage_receipts",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    /** The caller's own id of it. */
    id: text("id").notNull(),
    keyId: idColumn("key", "key_id").notNull(),
    meter: text("meter").notNull(),
    quantity: bigint("quantity", { mode: "number" }).notNull(),
    /** When it was used, as the caller says. */
    at: moment("at").notNull(),
    resource: text("resource"),
    tags: text("tags").array(),
    receivedAt: moment("received_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("usage_receipts_received").on(table.receivedAt),
  ],
);
