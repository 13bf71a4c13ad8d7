// What provider keys are encrypted under. Nothing here opens without a master key, which is not in the database.
import { boolean, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { SealingSuiteName } from "#lib/shared/sealing.ts";
import { bytes, idColumn, moment } from "./columns.ts";

/** Who holds the master keys: this installation's own settings, or a Transit engine of HashiCorp Vault or OpenBao. */
export type MasterKeyKind = "local" | "transit";

/** Which master key a row is wrapped under; `checkValue` tells whether a key of that version is the same key. */
const wrappedUnder = () => ({
  kekKind: text("kek_kind").$type<MasterKeyKind>().notNull(),
  kekVersion: integer("kek_version").notNull(),
  checkValue: bytes("check_value").notNull(),
});

/** One key per tenant; the platform's own stands under PLATFORM_TENANT, which is no row of `tenants`. */
export const tenantKeys = pgTable(
  "tenant_keys",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    version: integer("version").notNull(),
    ...wrappedUnder(),
    /** Null when it was destroyed, and with it everything that was encrypted under it. */
    wrapped: bytes("wrapped"),
    createdAt: moment("created_at").notNull(),
    rewrappedAt: moment("rewrapped_at"),
    /** Since when it is known that no master key opens it. */
    unreadableSince: moment("unreadable_since"),
    shreddedAt: moment("shredded_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.version] }),
    index("tenant_keys_kek").on(table.kekKind, table.kekVersion),
  ],
);

/** Public keys that forms seal to, and their private parts, wrapped under a master key. They live for a day. */
export const sealingKeys = pgTable(
  "sealing_keys",
  {
    id: idColumn("seal", "id").primaryKey(),
    suite: text("suite").$type<SealingSuiteName>().notNull(),
    publicKey: bytes("public_key").notNull(),
    ...wrappedUnder(),
    wrapped: bytes("wrapped").notNull(),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [index("sealing_keys_expires").on(table.expiresAt)],
);

/** Lets one person seal one provider key for one credential, once. */
export const sealTickets = pgTable(
  "seal_tickets",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    nonce: bytes("nonce").notNull(),
    credentialId: idColumn("cred", "credential_id").notNull(),
    /** The user or service token that it was given to. */
    holder: text("holder").notNull(),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.nonce] }),
    index("seal_tickets_expires").on(table.expiresAt),
  ],
);

/** Which master keys each running process holds, so that none writes under one that another cannot read. */
export const masterKeyHolders = pgTable(
  "master_key_holders",
  {
    nodeId: idColumn("node", "node_id").notNull(),
    kekKind: text("kek_kind").$type<MasterKeyKind>().notNull(),
    kekVersion: integer("kek_version").notNull(),
    seenAt: moment("seen_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.nodeId, table.kekKind, table.kekVersion] })],
);

/** Wrapping everything under the newest master key: asked for here, done step by step by whoever holds the keys. */
export const vaultRotations = pgTable(
  "vault_rotations",
  {
    id: idColumn("rot", "id").primaryKey(),
    requestedAt: moment("requested_at").notNull(),
    requestedByLabel: text("requested_by_label").notNull(),
    /** Opens everything and writes nothing. */
    dryRun: boolean("dry_run").notNull(),
    /** Where it goes; null until it begins. */
    kekKind: text("kek_kind").$type<MasterKeyKind>(),
    kekVersion: integer("kek_version"),
    /** Rows that had to be wrapped anew when it began, those that are, and those that no master key opens. */
    total: integer("total"),
    done: integer("done").notNull().default(0),
    unreadable: integer("unreadable").notNull().default(0),
    /** The last tenant key that was looked at, as "<tenant's uuid>.<version>"; a dry run leaves no other mark. */
    reached: text("reached"),
    progressedAt: moment("progressed_at"),
    finishedAt: moment("finished_at"),
    /** Why it ended without reaching its end. */
    failure: text("failure"),
  },
  (table) => [index("vault_rotations_newest").on(table.requestedAt)],
);
