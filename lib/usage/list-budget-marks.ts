// Which shares of budgets were reached lately.
import { and, desc, eq, gte } from "drizzle-orm";
import { z } from "zod";
import { budgetMarks, keys } from "#db/schema/index.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { query } from "#lib/core/operation.ts";

const LATELY_DAYS = 35;

export interface BudgetMarkView {
  keyId: string;
  keyName: string;
  limitName: string;
  meter: string;
  /** Of the limit: 50, 80 or 100. */
  percent: number;
  limit: number;
  /** RFC 3339. */
  at: string;
}

/** Newest first: each key's limit reached half, four fifths, or all of it. */
export const listBudgetMarks = query({
  name: "usage.budget_marks",
  on: "tenant",
  can: "usage:read",
  input: z.strictObject({ limit: z.int().min(1).max(50).default(6) }),
  async run({ tx, now, tenantId }, { limit }): Promise<BudgetMarkView[]> {
    const rows = await tx
      .select({ mark: budgetMarks, keyName: keys.name })
      .from(budgetMarks)
      .innerJoin(keys, and(eq(keys.tenantId, budgetMarks.tenantId), eq(keys.id, budgetMarks.keyId)))
      .where(
        and(
          eq(budgetMarks.tenantId, tenantId),
          gte(budgetMarks.at, new Date(now.getTime() - LATELY_DAYS * DAY_MS)),
        ),
      )
      .orderBy(desc(budgetMarks.at), desc(budgetMarks.percent))
      .limit(limit);
    return rows.map(({ mark, keyName }) => ({
      ...{ keyId: mark.keyId, keyName, limitName: mark.limitName, meter: mark.meter },
      ...{ percent: mark.percent, limit: mark.limit, at: mark.at.toISOString() },
    }));
  },
});
