// Keys that somebody found where the world can read them. The secret that was reported is not here, nor a digest of it.
import { bigint, foreignKey, index, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { LeakAction, LeakPolicy } from "#lib/shared/leaks.ts";
import { idColumn, moment } from "./columns.ts";
import { keys } from "./keys.ts";

/** One row for each place where a key was found. */
export const leaks = pgTable(
  "leaks",
  {
    tenantId: idColumn("ten", "tenant_id").notNull(),
    id: idColumn("leak", "id").notNull(),
    keyId: idColumn("key", "key_id").notNull(),
    /** Where it was found; empty when nobody said. */
    url: text("url").notNull(),
    /** What it was found in, such as "commit" or "gist"; empty when nobody said. */
    source: text("source").notNull(),
    reportedBy: text("reported_by").notNull(),
    /** What was done to the key at the first report. */
    action: text("action").$type<LeakAction>().notNull(),
    firstAt: moment("first_at").notNull(),
    lastAt: moment("last_at").notNull(),
    reports: bigint("reports", { mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({ columns: [table.tenantId, table.keyId], foreignColumns: [keys.tenantId, keys.id] }),
    uniqueIndex("leaks_place").on(table.tenantId, table.keyId, table.url, table.source),
    index("leaks_newest").on(table.lastAt.desc(), table.id.desc()),
  ],
);

/** What is done to a leaked key, by the id of its tenant's plan; "*" for plans that say nothing. */
export const leakPolicies = pgTable("leak_policies", {
  plan: text("plan").primaryKey(),
  policy: text("policy").$type<LeakPolicy>().notNull(),
  updatedAt: moment("updated_at").notNull(),
});
