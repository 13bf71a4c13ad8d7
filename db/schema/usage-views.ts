// Saved views: the address of a usage page under a name. The platform's own stand under PLATFORM_TENANT.
import { boolean, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { idColumn, moment } from "./columns.ts";
import { users } from "./people.ts";

export const usageViews = pgTable(
  "usage_views",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    id: idColumn("view", "id").notNull(),
    /** Whose it is; nobody else sees it unless it is shared. */
    userId: idColumn("usr", "user_id")
      .notNull()
      .references(() => users.id),
    name: text("name").notNull(),
    /** The parameters of the page, as in its address, without a question mark. */
    search: text("search").notNull(),
    shared: boolean("shared").notNull(),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("usage_views_name").on(table.tenantId, table.userId, table.name),
  ],
);
