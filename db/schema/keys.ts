// Issued keys, their secrets, service tokens, and the counters of limits.
import { sql } from "drizzle-orm";
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
import type { KeyGateway } from "#lib/shared/gateway.ts";
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
    /** Language models and who pays for them; what is left out is as the plan says. */
    gateway: jsonb("gateway").$type<KeyGateway>(),
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
    index("keys_legacy").on(table.tenantId, table.id).where(sql`${table.legacy}`),
  ],
);

/** "sha256" and "hmac-sha256" are imported digests whose secret has not been seen yet. */
export type SecretScheme = "hmac" | "argon2id" | "bcrypt" | "sha256" | "hmac-sha256";

/** The keys of HMACs that came with imports, sealed under a pepper: without them an imported HMAC recognises nothing. */
export const importKeys = pgTable(
  "import_keys",
  {
    tenantId: idColumn("ten", "tenant_id")
      .notNull()
      .references(() => tenants.id),
    id: idColumn("imk", "id").notNull(),
    pepperVersion: integer("pepper_version").notNull(),
    /** Tells whether a key is here already: its own HMAC under the pepper. */
    mark: bytes("mark").notNull(),
    sealed: bytes("sealed").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("import_keys_mark").on(table.tenantId, table.mark),
  ],
);

/** What a key is recognised by: a peppered digest, or a slow hash found by `lookup`. Never the secret itself. */
export const secrets = pgTable(
  "secrets",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    id: idColumn("sec", "id").notNull(),
    keyId: idColumn("key", "key_id").notNull(),
    scheme: text("scheme").$type<SecretScheme>().notNull(),
    /** HMAC-SHA-256 of the secret under the pepper `pepperVersion`; null while the secret itself was never seen. */
    digest: bytes("digest"),
    /** HMAC-SHA-256 of what was imported, under the pepper of that time; stays, so that it is not imported twice. */
    importedDigest: bytes("imported_digest"),
    importKeyId: idColumn("imk", "import_key_id"),
    pepperVersion: integer("pepper_version").notNull(),
    slowHash: text("slow_hash"),
    /** How a slow hash is found: some bits of the secret's HMAC ("1.0af3c2"), or its first characters ("^sk_live_a1"). */
    lookup: text("lookup"),
    /** The shown beginning ("kh_live_Ab3d"); empty where none may be shown. */
    prefix: text("prefix").notNull(),
    /** Empty while the secret itself was never seen. */
    last4: text("last4").notNull(),
    createdAt: moment("created_at").notNull(),
    /** The end of a rotation's overlap; null for the current secret. */
    expiresAt: moment("expires_at"),
    lastUsedAt: moment("last_used_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({ columns: [table.tenantId, table.keyId], foreignColumns: [keys.tenantId, keys.id] }),
    foreignKey({
      columns: [table.tenantId, table.importKeyId],
      foreignColumns: [importKeys.tenantId, importKeys.id],
    }),
    uniqueIndex("secrets_digest").on(table.digest),
    uniqueIndex("secrets_imported_digest").on(table.importedDigest),
    uniqueIndex("secrets_lookup").on(table.lookup),
    /** For beginnings of beginnings. */
    index("secrets_lookup_start").on(table.lookup.op("text_pattern_ops")),
    index("secrets_import_key")
      .on(table.tenantId, table.importKeyId)
      .where(sql`${table.scheme} = 'hmac-sha256'`),
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
