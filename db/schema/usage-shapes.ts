// Days that are over, each in one row for what it is told apart by: when in the day its calls came, as sums that grow from
// slot to slot, so that any part of the day is the difference of two. Made from finer roll-ups, never by who stores usage.
import { bigint, date, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Payer } from "#lib/shared/gateway.ts";
import type { Environment, Outcome } from "#lib/shared/outcomes.ts";
import type { Shaped } from "#lib/shared/usage-grain.ts";
import { idColumn, moment } from "./columns.ts";

const ofTenant = () => idColumn("ten", "tenant_id").notNull();

const shaped = () => ({
  bucket: moment("bucket").notNull(),
  environment: text("environment").$type<Environment | "none">().notNull(),
  /** The quarter hours or hours of the day that have anything, in order, the first of a day being 0. */
  slots: integer("slots").array().notNull(),
});

/** For each of the slots, what the day came to with it. */
const grown = (name: string) => bigint(name, { mode: "number" }).array().notNull();

const called = () => ({
  calls: grown("calls"),
  requests: grown("requests"),
  latencyMicros: grown("latency_micros"),
});

/** Calls of a tenant, by quarter hour. */
export const tenantCallShapes = pgTable(
  "tenant_call_shapes",
  { tenantId: ofTenant(), ...shaped(), outcome: text("outcome").$type<Outcome>().notNull(), ...called() },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.bucket, table.environment, table.outcome] }),
    index("tenant_call_shapes_bucket").on(table.bucket),
  ],
);

/** Calls of a key, by quarter hour; kept as long as those are. */
export const keyCallShapes = pgTable(
  "key_call_shapes",
  {
    tenantId: ofTenant(),
    keyId: idColumn("key", "key_id").notNull(),
    ...shaped(),
    outcome: text("outcome").$type<Outcome>().notNull(),
    ...called(),
  },
  (table) => [
    primaryKey({
      name: "key_call_shapes_pk",
      columns: [table.tenantId, table.bucket, table.keyId, table.environment, table.outcome],
    }),
    index("key_call_shapes_bucket").on(table.bucket),
  ],
);

/** Everybody's calls, by quarter hour. */
export const platformCallShapes = pgTable(
  "platform_call_shapes",
  { ...shaped(), outcome: text("outcome").$type<Outcome>().notNull(), ...called() },
  (table) => [primaryKey({ columns: [table.bucket, table.environment, table.outcome] })],
);

/** What a key's whole day came to, all outcomes together: a row, however many of them it had. */
export const keyDayShapes = pgTable(
  "key_day_shapes",
  {
    tenantId: ofTenant(),
    bucket: moment("bucket").notNull(),
    keyId: idColumn("key", "key_id").notNull(),
    environment: text("environment").$type<Environment | "none">().notNull(),
    calls: bigint("calls", { mode: "number" }).notNull(),
    requests: bigint("requests", { mode: "number" }).notNull(),
    latencyMicros: bigint("latency_micros", { mode: "number" }).notNull(),
    refusals: bigint("refusals", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({
      name: "key_day_shapes_pk",
      columns: [table.tenantId, table.bucket, table.keyId, table.environment],
    }),
    index("key_day_shapes_bucket").on(table.bucket),
  ],
);

const labelled = () => ({ ...shaped(), refusals: grown("refusals"), ...called() });

/** Calls of a tenant for a resource, by the hour; kept as long as those are. */
export const tenantResourceShapes = pgTable(
  "tenant_resource_shapes",
  { tenantId: ofTenant(), ...labelled(), resource: text("resource").notNull() },
  (table) => [
    primaryKey({
      name: "tenant_resource_shapes_pk",
      columns: [table.tenantId, table.bucket, table.environment, table.resource],
    }),
    index("tenant_resource_shapes_bucket").on(table.bucket),
  ],
);

/** Calls of a tenant that needed a scope, by the hour; kept as long as those are. */
export const tenantScopeShapes = pgTable(
  "tenant_scope_shapes",
  { tenantId: ofTenant(), ...labelled(), scope: text("scope").notNull() },
  (table) => [
    primaryKey({
      name: "tenant_scope_shapes_pk",
      columns: [table.tenantId, table.bucket, table.environment, table.scope],
    }),
    index("tenant_scope_shapes_bucket").on(table.bucket),
  ],
);

/** Everybody's calls for a resource, by the hour; kept as long as those are. */
export const platformResourceShapes = pgTable(
  "platform_resource_shapes",
  { ...labelled(), resource: text("resource").notNull() },
  (table) => [primaryKey({ columns: [table.bucket, table.environment, table.resource] })],
);

/** Everybody's calls that needed a scope, by the hour; kept as long as those are. */
export const platformScopeShapes = pgTable(
  "platform_scope_shapes",
  { ...labelled(), scope: text("scope").notNull() },
  (table) => [primaryKey({ columns: [table.bucket, table.environment, table.scope] })],
);

const metered = () => ({ ...shaped(), meter: text("meter").notNull(), quantity: grown("quantity") });

/** Amounts of a meter, all keys of a tenant together, by quarter hour. */
export const tenantMeterShapes = pgTable(
  "tenant_meter_shapes",
  { tenantId: ofTenant(), ...metered() },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.bucket, table.environment, table.meter] }),
    index("tenant_meter_shapes_bucket").on(table.bucket),
  ],
);

/** Everybody's. */
export const platformMeterShapes = pgTable("platform_meter_shapes", metered(), (table) => [
  primaryKey({ columns: [table.bucket, table.environment, table.meter] }),
]);

const ofModel = () => ({
  ...shaped(),
  provider: text("provider").notNull(),
  model: text("model").notNull(),
  payer: text("payer").$type<Payer>().notNull(),
  calls: grown("calls"),
  failed: grown("failed"),
  estimated: grown("estimated"),
  unpriced: grown("unpriced"),
  inputTokens: grown("input_tokens"),
  cacheReadTokens: grown("cache_read_tokens"),
  cacheWriteTokens: grown("cache_write_tokens"),
  outputTokens: grown("output_tokens"),
  reasoningTokens: grown("reasoning_tokens"),
  audioInputTokens: grown("audio_input_tokens"),
  audioOutputTokens: grown("audio_output_tokens"),
  costPico: grown("cost_pico"),
});

/** What a key used models for, by the hour. */
export const keyModelShapes = pgTable(
  "key_model_shapes",
  { tenantId: ofTenant(), keyId: idColumn("key", "key_id").notNull(), ...ofModel() },
  (table) => [
    primaryKey({
      name: "key_model_shapes_pk",
      columns: [
        table.tenantId,
        table.bucket,
        table.keyId,
        table.environment,
        table.provider,
        table.model,
        table.payer,
      ],
    }),
    index("key_model_shapes_bucket").on(table.bucket),
  ],
);

/** What models were used for, all keys of a tenant together, by the hour. */
export const tenantModelShapes = pgTable(
  "tenant_model_shapes",
  { tenantId: ofTenant(), ...ofModel() },
  (table) => [
    primaryKey({
      name: "tenant_model_shapes_pk",
      columns: [table.tenantId, table.bucket, table.environment, table.provider, table.model, table.payer],
    }),
    index("tenant_model_shapes_bucket").on(table.bucket),
  ],
);

/** Everybody's. */
export const platformModelShapes = pgTable("platform_model_shapes", ofModel(), (table) => [
  primaryKey({
    name: "platform_model_shapes_pk",
    columns: [table.bucket, table.environment, table.provider, table.model, table.payer],
  }),
]);

/** Days whose shapes stand. Whoever stores something of such a day later takes its row away in the same transaction. */
export const shapedDays = pgTable(
  "shaped_days",
  {
    /** What was shaped: see lib/usage/day-shapes.ts. */
    about: text("about").$type<Shaped>().notNull(),
    day: date("day", { mode: "string" }).notNull(),
    madeAt: moment("made_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.about, table.day] })],
);
