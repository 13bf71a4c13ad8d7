// Calls to language models: what they cost, what was spent, and what is promised to calls under way.
// Money is in pico-USD (10⁻¹² of a dollar), so that a price per token is a whole number.
import { bigint, boolean, date, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { Payer } from "#lib/shared/gateway.ts";
import type { Environment } from "#lib/shared/outcomes.ts";
import { idColumn, moment } from "./columns.ts";

/** What a token of a model costs from a moment on. A directory table: public facts, with where they were read and when. */
export const prices = pgTable(
  "prices",
  {
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    effectiveFrom: moment("effective_from").notNull(),
    /** Pico-USD per token; null where the provider names none. */
    input: bigint("input", { mode: "number" }).notNull(),
    output: bigint("output", { mode: "number" }).notNull(),
    cacheRead: bigint("cache_read", { mode: "number" }),
    cacheWrite: bigint("cache_write", { mode: "number" }),
    /** Where thinking is charged otherwise than output. */
    reasoning: bigint("reasoning", { mode: "number" }),
    /** Where sound costs otherwise than words. */
    audioInput: bigint("audio_input", { mode: "number" }),
    audioOutput: bigint("audio_output", { mode: "number" }),
    /** The most tokens that one answer may have; null when it is not known. */
    mostOutput: integer("most_output"),
    source: text("source").notNull(),
    asOf: date("as_of", { mode: "string" }).notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.model, table.effectiveFrom] })],
);

const call = () => ({
  tenantId: idColumn("ten", "tenant_id").notNull(),
  id: idColumn("evt", "id").notNull(),
  at: moment("at").notNull(),
  keyId: idColumn("key", "key_id").notNull(),
  environment: text("environment").$type<Environment>().notNull(),
  provider: text("provider").notNull(),
  model: text("model").notNull(),
  payer: text("payer").$type<Payer>().notNull(),
  credentialId: idColumn("cred", "credential_id"),
  requestId: text("request_id").notNull(),
  /** Not from the cache, nor written to it. */
  inputTokens: bigint("input_tokens", { mode: "number" }).notNull(),
  cacheReadTokens: bigint("cache_read_tokens", { mode: "number" }).notNull(),
  cacheWriteTokens: bigint("cache_write_tokens", { mode: "number" }).notNull(),
  /** With those spent on thinking. */
  outputTokens: bigint("output_tokens", { mode: "number" }).notNull(),
  reasoningTokens: bigint("reasoning_tokens", { mode: "number" }).notNull(),
  /** Of the input and of the output: sound. */
  audioInputTokens: bigint("audio_input_tokens", { mode: "number" }).notNull().default(0),
  audioOutputTokens: bigint("audio_output_tokens", { mode: "number" }).notNull().default(0),
  /** Null when the price is not known. */
  costPico: bigint("cost_pico", { mode: "bigint" }),
  /** The prices that were applied, as in the table of prices at that moment. */
  inputPrice: bigint("input_price", { mode: "number" }),
  outputPrice: bigint("output_price", { mode: "number" }),
  cacheReadPrice: bigint("cache_read_price", { mode: "number" }),
  cacheWritePrice: bigint("cache_write_price", { mode: "number" }),
  reasoningPrice: bigint("reasoning_price", { mode: "number" }),
  audioInputPrice: bigint("audio_input_price", { mode: "number" }),
  audioOutputPrice: bigint("audio_output_price", { mode: "number" }),
});

/** One immutable row for each call that reached a provider. */
export const modelCalls = pgTable(
  "model_calls",
  {
    ...call(),
    /** What the provider answered; null when it did not. */
    status: integer("status"),
    streamed: boolean("streamed").notNull(),
    /** Whether the tokens are our guess, because the provider's own count never came. */
    estimated: boolean("estimated").notNull(),
    firstByteMicros: bigint("first_byte_micros", { mode: "number" }),
    totalMicros: bigint("total_micros", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("model_calls_newest").on(table.tenantId, table.at.desc(), table.id.desc()),
    index("model_calls_key").on(table.tenantId, table.keyId, table.at.desc()),
    // They come in the order of time, so that a day of everybody's is found in few pages.
    index("model_calls_at").using("brin", table.at),
  ],
);

/** What a call under way may come to, from before it reaches the provider until it is settled. */
export const modelReservations = pgTable(
  "model_reservations",
  { ...call(), expiresAt: moment("expires_at").notNull() },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("model_reservations_expiry").on(table.expiresAt),
  ],
);

const summed = () => ({
  tenantId: idColumn("ten", "tenant_id").notNull(),
  bucket: moment("bucket").notNull(),
  keyId: idColumn("key", "key_id").notNull(),
  environment: text("environment").$type<Environment>().notNull(),
  provider: text("provider").notNull(),
  model: text("model").notNull(),
  payer: text("payer").$type<Payer>().notNull(),
  calls: bigint("calls", { mode: "number" }).notNull(),
  /** Of them: refused or failed by the provider, guessed, without a known price. */
  failed: bigint("failed", { mode: "number" }).notNull(),
  estimated: bigint("estimated", { mode: "number" }).notNull(),
  unpriced: bigint("unpriced", { mode: "number" }).notNull(),
  inputTokens: bigint("input_tokens", { mode: "number" }).notNull(),
  cacheReadTokens: bigint("cache_read_tokens", { mode: "number" }).notNull(),
  cacheWriteTokens: bigint("cache_write_tokens", { mode: "number" }).notNull(),
  outputTokens: bigint("output_tokens", { mode: "number" }).notNull(),
  reasoningTokens: bigint("reasoning_tokens", { mode: "number" }).notNull(),
  /** Of the input and of the output: sound. */
  audioInputTokens: bigint("audio_input_tokens", { mode: "number" }).notNull().default(0),
  audioOutputTokens: bigint("audio_output_tokens", { mode: "number" }).notNull().default(0),
  costPico: bigint("cost_pico", { mode: "bigint" }).notNull(),
});

/** Roll-up of calls by the hour. Pages read this and never the calls. */
export const modelHours = pgTable("model_hours", summed(), (table) => [
  primaryKey({
    name: "model_hours_pk",
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
  index("model_hours_bucket").on(table.bucket),
]);

/** The same by UTC day. */
export const keyModelDays = pgTable("key_model_days", summed(), (table) => [
  primaryKey({
    name: "key_model_days_pk",
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
  index("key_model_days_bucket").on(table.bucket),
]);

/** What was spent of each credential, by the UTC day, under its owner: PLATFORM_TENANT where the platform paid. */
export const credentialDays = pgTable(
  "credential_days",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    credentialId: idColumn("cred", "credential_id").notNull(),
    day: date("day", { mode: "string" }).notNull(),
    calls: bigint("calls", { mode: "number" }).notNull(),
    /** Of them: refused or failed by the provider, without a known price. */
    failed: bigint("failed", { mode: "number" }).notNull(),
    unpriced: bigint("unpriced", { mode: "number" }).notNull(),
    costPico: bigint("cost_pico", { mode: "bigint" }).notNull(),
  },
  (table) => [
    primaryKey({
      name: "credential_days_pk",
      columns: [table.tenantId, table.credentialId, table.day],
    }),
  ],
);

/** Which share of a budget was reached, and when: 50, 80 or 100 percent of a limit within one of its windows. */
export const budgetMarks = pgTable(
  "budget_marks",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    keyId: idColumn("key", "key_id").notNull(),
    limitName: text("limit_name").notNull(),
    meter: text("meter").notNull(),
    bucket: moment("bucket").notNull(),
    percent: integer("percent").notNull(),
    limit: bigint("limit", { mode: "number" }).notNull(),
    at: moment("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.keyId, table.limitName, table.bucket, table.percent] }),
  ],
);
