// One immutable row per call, partitioned by day. The table itself is made by hand in a migration,
// because partitioning cannot be expressed here; a test compares the two.
import { bigint, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Environment, Outcome } from "#lib/shared/outcomes.ts";
import { idColumn, moment } from "./columns.ts";

export const usageEvents = pgTable(
  "usage_events",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    at: moment("at").notNull(),
    id: idColumn("evt", "id").notNull(),
    keyId: idColumn("key", "key_id").notNull(),
    secretId: idColumn("sec", "secret_id"),
    environment: text("environment").$type<Environment | "none">().notNull(),
    outcome: text("outcome").$type<Outcome>().notNull(),
    cost: bigint("cost", { mode: "number" }).notNull(),
    units: jsonb("units").$type<Record<string, number>>(),
    resource: text("resource"),
    ip: text("ip"),
    userAgent: text("user_agent"),
    tags: text("tags").array(),
    latencyMicros: integer("latency_micros").notNull(),
    requestId: text("request_id").notNull(),
    /** Those that the call needed, parted by spaces; null when it needed none, and of calls that were not asked with any. */
    scope: text("scope"),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.at, table.id] })],
);
