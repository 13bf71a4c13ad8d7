// Issued keys, their secrets, service tokens, and the counters of limits.
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Limit, PerRequest } from "#lib/shared/limits.ts";
import type { Environment } from "#lib/shared/outcomes.ts";
import type { Permission } from "#lib/shared/permissions.ts";
import { bytes, idColumn, moment } from "./columns.ts";
import { tenants } from "./tenants.ts";

/** One id for life. Null in `scopes`, `limits` or `perRequest` means "what the plan says". */
export const keys = pgTable(
  "keys",
  {
    tenantId: idColumn("ten", "tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: idColumn("key", "id").notNull(),
    name: text("name").notNull(),
    ownerEmail: text("owner_email"),
    environment: text("environment").$type<Environment>().notNull(),
    scopes: text("scopes").array(),
    limits: jsonb("limits").$type<Limit[]>(),
    perRequest: jsonb("per_request").$type<PerRequest>(),
    ipAllow: text("ip_allow").array().notNull(),
    tags: text("tags").array().notNull(),
    metadata: jsonb("metadata").$type<Record<string, unknown>>().notNull(),
    demo: boolean("demo").notNull().default(false),
    legacy: boolean("legacy").notNull().default(false),
    createdAt: moment("created_at").notNull(),
    /** The user or service token that made it; a developer may change only their own. */
    createdBy: text("created_by").notNull(),
    createdByLabel: text("created_by_label").notNull(),
    updatedAt: moment("updated_at").notNull(),
    expiresAt: moment("expires_at"),
    disabledAt: moment("disabled_at"),
    revokedAt: moment("revoked_at"),
    revokedReason: text("revoked_reason"),
    /** To the minute; written by metering in batches. */
    lastUsedAt: moment("last_used_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("keys_newest").on(table.tenantId, table.createdAt.desc(), table.id.desc()),
    index("keys_newest_of_all").on(table.createdAt.desc(), table.id.desc()),
    index("keys_id").on(table.id),
    index("keys_tags").using("gin", table.tags),
  ],
);

export type SecretScheme = "hmac" | "argon2id";

/** What a key is recognised by: a peppered digest, or a slow hash found by `lookup`. Never the secret itself. */
export const secrets = pgTable(
  "secrets",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    id: idColumn("sec", "id").notNull(),
    keyId: idColumn("key", "key_id").notNull(),
    scheme: text("scheme").$type<SecretScheme>().notNull(),
    /** HMAC-SHA-256 of the secret under the pepper `pepperVersion`; null for slow schemes. */
    digest: bytes("digest"),
    pepperVersion: integer("pepper_version").notNull(),
    slowHash: text("slow_hash"),
    lookup: text("lookup"),
    /** The shown beginning ("kh_live_Ab3d"); empty for a chosen secret. */
    prefix: text("prefix").notNull(),
    last4: text("last4").notNull(),
    createdAt: moment("created_at").notNull(),
    /** The end of a rotation's overlap; null for the current secret. */
    expiresAt: moment("expires_at"),
    lastUsedAt: moment("last_used_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({ columns: [table.tenantId, table.keyId], foreignColumns: [keys.tenantId, keys.id] }),
    uniqueIndex("secrets_digest").on(table.digest),
    uniqueIndex("secrets_lookup").on(table.lookup),
    index("secrets_key").on(table.tenantId, table.keyId),
  ],
);

/** How services and scripts authenticate to Keyhold. Without a tenant it belongs to the platform. */
export const serviceTokens = pgTable(
  "service_tokens",
  {
    id: idColumn("tok", "id").primaryKey(),
    tenantId: idColumn("ten", "tenant_id").references(() => tenants.id),
    name: text("name").notNull(),
    permissions: text("permissions").array().$type<(Permission | "*")[]>().notNull(),
    digest: bytes("digest").notNull(),
    pepperVersion: integer("pepper_version").notNull(),
    last4: text("last4").notNull(),
    createdAt: moment("created_at").notNull(),
    createdByLabel: text("created_by_label").notNull(),
    expiresAt: moment("expires_at"),
    revokedAt: moment("revoked_at"),
    lastUsedAt: moment("last_used_at"),
  },
  (table) => [
    uniqueIndex("service_tokens_digest").on(table.digest),
    index("service_tokens_tenant").on(table.tenantId),
  ],
);

/**
 * What was spent of a meter in one bucket of a window, and what processes hold to spend without asking: what they do
 * not use they take off again. Limits on the same meter and window share it.
 */
export const limitCounters = pgTable(
  "limit_counters",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    /** The tenant's own id for what all its keys share. */
    keyId: idColumn("key", "key_id").notNull(),
    meter: text("meter").notNull(),
    /** "1s", "1m", "1h", "1d", "day", "month" or "life". */
    window: text("window").notNull(),
    bucket: moment("bucket").notNull(),
    spent: bigint("spent", { mode: "number" }).notNull(),
    /** Until when what stands in this bucket may be spent at the latest; a sliding window forgets it one window later. */
    lastAt: moment("last_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.keyId, table.meter, table.window, table.bucket] }),
    index("limit_counters_bucket").on(table.bucket),
  ],
);

/** Answers to creating requests, so that a repeat of the same request gets the same answer. Sealed under the caller's own token. */
export const idempotentAnswers = pgTable(
  "idempotent_answers",
  {
    tokenId: idColumn("tok", "token_id")
      .notNull()
      .references(() => serviceTokens.id),
    /** SHA-256 of the Idempotency-Key. */
    keyDigest: bytes("key_digest").notNull(),
    requestDigest: bytes("request_digest").notNull(),
    status: integer("status"),
    sealedBody: bytes("sealed_body"),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tokenId, table.keyDigest] }),
    index("idempotent_answers_created").on(table.createdAt),
  ],
);
