// Platform staff looking at a tenant's own pages: why, and until when. A tenant sees them in its audit trail.
import { sql } from "drizzle-orm";
import { foreignKey, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { idColumn, moment } from "./columns.ts";
import { users } from "./people.ts";
import { tenants } from "./tenants.ts";

export const visits = pgTable(
  "visits",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    id: idColumn("vis", "id").notNull(),
    /** Whose every session only looks while it runs. */
    userId: idColumn("usr", "user_id")
      .notNull()
      .references(() => users.id),
    reason: text("reason").notNull(),
    startedAt: moment("started_at").notNull(),
    until: moment("until").notNull(),
    /** Null while it runs, and until its running out was noted. */
    endedAt: moment("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({ columns: [table.tenantId], foreignColumns: [tenants.id] }),
    index("visits_running").on(table.userId).where(sql`ended_at is null`),
  ],
);
