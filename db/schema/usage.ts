// Roll-ups of usage, by 15 minutes and by UTC day. Pages read these and never the events.
import { bigint, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Environment, Outcome } from "#lib/shared/outcomes.ts";
import { idColumn, moment } from "./columns.ts";

/** Calls per key and outcome. Unknown keys stand under the platform's tenant id and a zero key id. */
export const usageQuarterHours = pgTable(
  "usage_quarter_hours",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    bucket: moment("bucket").notNull(),
    keyId: idColumn("key", "key_id").notNull(),
    environment: text("environment").$type<Environment | "none">().notNull(),
    outcome: text("outcome").$type<Outcome>().notNull(),
    calls: bigint("calls", { mode: "number" }).notNull(),
    /** Sum of `cost` of the calls that were admitted. */
    requests: bigint("requests", { mode: "number" }).notNull(),
    /** Sum of the time to decide, in microseconds. */
    latencyMicros: bigint("latency_micros", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.bucket, table.keyId, table.environment, table.outcome] }),
    index("usage_quarter_hours_key").on(table.tenantId, table.keyId, table.bucket),
    index("usage_quarter_hours_bucket").on(table.bucket),
  ],
);

const metered = () => ({
  tenantId: idColumn("ten", "tenant_id").notNull(),
  bucket: moment("bucket").notNull(),
  keyId: idColumn("key", "key_id").notNull(),
  environment: text("environment").$type<Environment | "none">().notNull(),
  meter: text("meter").notNull(),
  quantity: bigint("quantity", { mode: "number" }).notNull(),
});

/** Amounts of meters other than requests. */
export const meterQuarterHours = pgTable("meter_quarter_hours", metered(), (table) => [
  primaryKey({ columns: [table.tenantId, table.bucket, table.keyId, table.environment, table.meter] }),
  index("meter_quarter_hours_bucket").on(table.bucket),
]);

/** The same by UTC day. */
export const meterDays = pgTable("meter_days", metered(), (table) => [
  primaryKey({ columns: [table.tenantId, table.bucket, table.keyId, table.environment, table.meter] }),
  index("meter_days_bucket").on(table.bucket),
]);
