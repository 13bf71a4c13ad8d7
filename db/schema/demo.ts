// Whether this installation holds demo data, and how far the making of it has come. A directory table.
import { sql } from "drizzle-orm";
import { boolean, check, integer, pgTable } from "drizzle-orm/pg-core";
import { moment } from "./columns.ts";

export const demoData = pgTable(
  "demo_data",
  {
    /** True: there is one row or none. */
    single: boolean("single").primaryKey().default(true),
    /** The "now" that everything in it is relative to. */
    startedAt: moment("started_at").notNull(),
    stepsDone: integer("steps_done").notNull().default(0),
    finishedAt: moment("finished_at"),
  },
  () => [check("demo_data_single", sql`single`)],
);
