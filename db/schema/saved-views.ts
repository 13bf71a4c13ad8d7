// Saved views: the address of a screen under a name. The platform's own stand under PLATFORM_TENANT.
import { boolean, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { Screen } from "#lib/shared/view-screens.ts";
import { idColumn, moment } from "./columns.ts";
import { users } from "./people.ts";

export const savedViews = pgTable(
  "saved_views",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    id: idColumn("view", "id").notNull(),
    /** Whose it is; nobody else sees it unless it is shared. */
    userId: idColumn("usr", "user_id")
      .notNull()
      .references(() => users.id),
    /** Of which screen it is. */
    screen: text("screen").$type<Screen>().notNull(),
    name: text("name").notNull(),
    /** The parameters of the page, as in its address, without a question mark. */
    search: text("search").notNull(),
    shared: boolean("shared").notNull(),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("saved_views_name").on(table.tenantId, table.userId, table.screen, table.name),
  ],
);
