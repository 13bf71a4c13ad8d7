// Secrets that were refused, by a fingerprint under the pepper: never the secret, nor anything it can be told from.
// Bounded by note_unknown_keys() in db/sql/functions.sql, which alone writes here; the worker throws old ones away.
import {
  bigint,
  boolean,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { RefusalClass } from "#lib/shared/refusals.ts";
import { idColumn, moment } from "./columns.ts";

/** One row per secret; those of keys stand under their tenant, all others under the platform. */
export const unknownKeys = pgTable(
  "unknown_keys",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    id: idColumn("unk", "id").notNull(),
    class: text("class").$type<RefusalClass>().notNull(),
    /** 16 hex characters; for a row in which others were folded together, the block of addresses or "*". */
    fingerprint: text("fingerprint").notNull(),
    folded: boolean("folded").notNull().default(false),
    /** Whose form it has, such as "OpenAI". */
    form: text("form").notNull(),
    /** Roughly how long, such as "32 to 63". */
    length: text("length").notNull(),
    /** The key whose secret it was; null for what belongs to none. */
    keyId: idColumn("key", "key_id"),
    secretId: idColumn("sec", "secret_id"),
    firstAt: moment("first_at").notNull(),
    lastAt: moment("last_at").notNull(),
    refusals: bigint("refusals", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("unknown_keys_fingerprint").on(table.tenantId, table.class, table.fingerprint),
    index("unknown_keys_latest").on(table.lastAt.desc(), table.id.desc()),
    index("unknown_keys_first").on(table.firstAt),
    index("unknown_keys_key").on(table.tenantId, table.keyId),
  ],
);

/** Where they came from. What is beyond the first few of a secret stands together under "*". */
export const unknownKeySources = pgTable(
  "unknown_key_sources",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    unknownKeyId: idColumn("unk", "unknown_key_id").notNull(),
    /** Empty when it is not known. */
    ip: text("ip").notNull(),
    userAgent: text("user_agent").notNull(),
    firstAt: moment("first_at").notNull(),
    lastAt: moment("last_at").notNull(),
    refusals: bigint("refusals", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.unknownKeyId, table.ip, table.userAgent] }),
    foreignKey({
      columns: [table.tenantId, table.unknownKeyId],
      foreignColumns: [unknownKeys.tenantId, unknownKeys.id],
    }).onDelete("cascade"),
  ],
);
