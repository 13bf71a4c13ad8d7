// Roll-ups of calls beside those by key and quarter hour, each of the grain at which it stays small. All are fed by the
// statement that stores the events, from the rows that were new. Buckets are named by where they begin, in UTC.
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
} from "drizzle-orm/pg-core";
import type { Environment, Outcome } from "#lib/shared/outcomes.ts";
import { idColumn, moment } from "./columns.ts";

const counted = () => ({
  bucket: moment("bucket").notNull(),
  environment: text("environment").$type<Environment | "none">().notNull(),
  outcome: text("outcome").$type<Outcome>().notNull(),
  ...sums(),
});

const sums = () => ({
  calls: bigint("calls", { mode: "number" }).notNull(),
  /** Sum of `cost` of the calls that were admitted. */
  requests: bigint("requests", { mode: "number" }).notNull(),
  /** Sum of the time to decide, in microseconds. */
  latencyMicros: bigint("latency_micros", { mode: "number" }).notNull(),
});

/** Calls of a tenant by quarter hour and outcome. */
export const tenantQuarterHours = pgTable(
  "tenant_quarter_hours",
  { tenantId: idColumn("ten", "tenant_id").notNull(), ...counted() },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.bucket, table.environment, table.outcome] }),
    index("tenant_quarter_hours_bucket").on(table.bucket),
  ],
);

/** The same by UTC day. */
export const tenantDays = pgTable(
  "tenant_days",
  { tenantId: idColumn("ten", "tenant_id").notNull(), ...counted() },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.bucket, table.environment, table.outcome] }),
    index("tenant_days_bucket").on(table.bucket),
  ],
);

/** Calls of a key by UTC day and outcome. */
export const keyDays = pgTable(
  "key_days",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    keyId: idColumn("key", "key_id").notNull(),
    ...counted(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.bucket, table.keyId, table.environment, table.outcome] }),
    index("key_days_key").on(table.tenantId, table.keyId, table.bucket),
    index("key_days_bucket").on(table.bucket),
  ],
);

/** Everybody's calls by quarter hour. `lane` keeps writers apart, who else would all wait for the same row. */
export const platformQuarterHours = pgTable(
  "platform_quarter_hours",
  { ...counted(), lane: smallint("lane").notNull() },
  (table) => [primaryKey({ columns: [table.bucket, table.environment, table.outcome, table.lane] })],
);

/** The same by UTC day. */
export const platformDays = pgTable(
  "platform_days",
  { ...counted(), lane: smallint("lane").notNull() },
  (table) => [primaryKey({ columns: [table.bucket, table.environment, table.outcome, table.lane] })],
);

const labelled = () => ({
  tenantId: idColumn("ten", "tenant_id").notNull(),
  bucket: moment("bucket").notNull(),
  environment: text("environment").$type<Environment | "none">().notNull(),
  /** Of the calls, those that were not admitted. */
  refusals: bigint("refusals", { mode: "number" }).notNull(),
  ...sums(),
});

/** Its first 200 characters; "" where none was named; "(other)" for all beyond a tenant's most in a day. */
const ofResource = () => ({ ...labelled(), resource: text("resource").notNull() });

/** The scopes that a call needed, parted by spaces; bounded as resources are. */
const ofScope = () => ({ ...labelled(), scope: text("scope").notNull() });

/** Calls for a resource by the hour; kept as long as those by key and quarter hour. */
export const resourceHours = pgTable("resource_hours", ofResource(), (table) => [
  primaryKey({ columns: [table.tenantId, table.bucket, table.environment, table.resource] }),
  index("resource_hours_bucket").on(table.bucket),
]);

/** The same by UTC day. */
export const resourceDays = pgTable("resource_days", ofResource(), (table) => [
  primaryKey({ columns: [table.tenantId, table.bucket, table.environment, table.resource] }),
  index("resource_days_bucket").on(table.bucket),
]);

/** Calls that needed a scope, by the hour; kept as long as those for a resource. */
export const scopeHours = pgTable("scope_hours", ofScope(), (table) => [
  primaryKey({ columns: [table.tenantId, table.bucket, table.environment, table.scope] }),
  index("scope_hours_bucket").on(table.bucket),
]);

/** The same by UTC day. */
export const scopeDays = pgTable("scope_days", ofScope(), (table) => [
  primaryKey({ columns: [table.tenantId, table.bucket, table.environment, table.scope] }),
  index("scope_days_bucket").on(table.bucket),
]);

const timed = () => ({
  bucket: moment("bucket").notNull(),
  environment: text("environment").$type<Environment | "none">().notNull(),
  /** How many calls took how long: the widths are those of lib/shared/latency-bounds.ts, shorter when the rest is 0. */
  counts: bigint("counts", { mode: "number" }).array().notNull(),
});

/** Times to decide by the hour, as a histogram, which percentiles are read from. */
export const latencyHours = pgTable(
  "latency_hours",
  { tenantId: idColumn("ten", "tenant_id").notNull(), ...timed() },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.bucket, table.environment] }),
    index("latency_hours_bucket").on(table.bucket),
  ],
);

/** The same by UTC day. */
export const latencyDays = pgTable(
  "latency_days",
  { tenantId: idColumn("ten", "tenant_id").notNull(), ...timed() },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.bucket, table.environment] }),
    index("latency_days_bucket").on(table.bucket),
  ],
);

/** Of single keys, by UTC day alone. */
export const keyLatencyDays = pgTable(
  "key_latency_days",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    keyId: idColumn("key", "key_id").notNull(),
    ...timed(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.keyId, table.bucket, table.environment] }),
    index("key_latency_days_bucket").on(table.bucket),
  ],
);

/** Everybody's. */
export const platformLatencyHours = pgTable(
  "platform_latency_hours",
  { ...timed(), lane: smallint("lane").notNull() },
  (table) => [primaryKey({ columns: [table.bucket, table.environment, table.lane] })],
);

/** The same by UTC day. */
export const platformLatencyDays = pgTable(
  "platform_latency_days",
  { ...timed(), lane: smallint("lane").notNull() },
  (table) => [primaryKey({ columns: [table.bucket, table.environment, table.lane] })],
);

/** Whether the roll-ups of a UTC day were found to be what its events come to. */
export const usageProofs = pgTable("usage_proofs", {
  day: date("day", { mode: "string" }).primaryKey(),
  provedAt: moment("proved_at").notNull(),
  /** Calls that stand in the events. */
  calls: bigint("calls", { mode: "number" }).notNull(),
  /** Rows of roll-ups that say otherwise, were missing or too many; 0 is the proof. */
  differences: integer("differences").notNull(),
  /** The same by table. */
  found: jsonb("found").$type<Record<string, number>>().notNull(),
  rerolledAt: moment("rerolled_at"),
});
