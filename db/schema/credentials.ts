// Provider keys of tenants and of the platform. A key is write-only: sealed when it comes in, encrypted where it stays.
import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { CheckState, VersionState } from "#lib/shared/credential-states.ts";
import type { ProviderId } from "#lib/shared/providers.ts";
import { bytes, idColumn, moment } from "./columns.ts";

/** One id for life; its keys are its versions. The platform's own stand under PLATFORM_TENANT. */
export const credentials = pgTable(
  "credentials",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    id: idColumn("cred", "id").notNull(),
    provider: text("provider").$type<ProviderId>().notNull(),
    label: text("label").notNull(),
    /** The version that is spent; null until the first one is in the vault. */
    currentVersion: integer("current_version"),
    createdAt: moment("created_at").notNull(),
    createdByLabel: text("created_by_label").notNull(),
    updatedAt: moment("updated_at").notNull(),
    removedAt: moment("removed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("credentials_newest").on(table.tenantId, table.createdAt.desc(), table.id.desc()),
  ],
);

/** One key of a credential. What is encrypted is bound to this row: in another it does not open. */
export const credentialVersions = pgTable(
  "credential_versions",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    credentialId: idColumn("cred", "credential_id").notNull(),
    version: integer("version").notNull(),
    state: text("state").$type<VersionState>().notNull(),
    /** Without a trailing slash; the only address that the key is sent to. */
    baseUrl: text("base_url").notNull(),
    /** Becomes the current version as soon as it is in the vault. */
    takesOver: boolean("takes_over").notNull(),
    /** As the browser sealed it, until the api has taken it in. */
    sealed: bytes("sealed"),
    sealingKeyId: idColumn("seal", "sealing_key_id"),
    nonce: bytes("nonce"),
    sealedBy: text("sealed_by"),
    /** The data key, wrapped under the tenant's key, and the value, encrypted under the data key. */
    tenantKeyVersion: integer("tenant_key_version"),
    wrappedKey: bytes("wrapped_key"),
    ciphertext: bytes("ciphertext"),
    last4: text("last4"),
    /** The same key has the same fingerprint within a tenant, and another one elsewhere. */
    fingerprint: text("fingerprint"),
    createdAt: moment("created_at").notNull(),
    createdByLabel: text("created_by_label").notNull(),
    storedAt: moment("stored_at"),
    endedAt: moment("ended_at"),
    checkState: text("check_state").$type<CheckState>(),
    checkDetail: text("check_detail"),
    checkLatencyMs: integer("check_latency_ms"),
    checkedAt: moment("checked_at"),
    /** When a check is due; in the future while somebody is at it; null when none is wanted. */
    checkRequestedAt: moment("check_requested_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.credentialId, table.version] }),
    foreignKey({
      columns: [table.tenantId, table.credentialId],
      foreignColumns: [credentials.tenantId, credentials.id],
    }),
    index("credential_versions_sealed").on(table.createdAt).where(sql`${table.state} = 'sealed'`),
    index("credential_versions_to_check")
      .on(table.checkRequestedAt)
      .where(sql`${table.checkRequestedAt} is not null`),
  ],
);
