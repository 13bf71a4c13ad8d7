// Report links: one view of a tenant's usage for whoever holds the link, until it runs out or is revoked.
import {
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bytes, idColumn, moment } from "./columns.ts";
import { tenants } from "./tenants.ts";

export const reportLinks = pgTable(
  "report_links",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    id: idColumn("rep", "id").notNull(),
    /** SHA-256 of what stands in the link. */
    tokenDigest: bytes("token_digest").notNull(),
    title: text("title").notNull(),
    /** The parameters of a usage page, as in its address, without a question mark. */
    search: text("search").notNull(),
    /** Whether keys are called by their names; else they are numbered. */
    namesKeys: boolean("names_keys").notNull(),
    createdAt: moment("created_at").notNull(),
    createdByLabel: text("created_by_label").notNull(),
    expiresAt: moment("expires_at").notNull(),
    revokedAt: moment("revoked_at"),
    lastOpenedAt: moment("last_opened_at"),
    timesOpened: integer("times_opened").notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({ columns: [table.tenantId], foreignColumns: [tenants.id] }),
    uniqueIndex("report_links_token").on(table.tokenDigest),
    index("report_links_newest").on(table.tenantId, table.createdAt.desc(), table.id.desc()),
  ],
);
