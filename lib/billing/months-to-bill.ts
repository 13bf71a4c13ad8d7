import { eq, sql } from "drizzle-orm";
import { billingAccounts, tenants } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { monthAt, monthsFrom, shiftMonth } from "./month.ts";
import { Nothing } from "./schemas.ts";

/** How many months before the newest are billed of a tenant that nobody billed before. */
const MONTHS_BACK = 1;

export interface MonthToBill {
  tenant: string;
  month: string;
}

/** Of every tenant, the months that are over in its zone and not settled, the oldest first; tenants in any order. */
export const monthsToBill = query({
  name: "invoice.months_to_bill",
  on: "platform",
  can: "billing:read",
  input: Nothing,
  async run({ tx, now }): Promise<MonthToBill[]> {
    const rows = await tx
      .select({
        id: tenants.id,
        zone: tenants.timeZone,
        since: tenants.createdAt,
        settled: billingAccounts.settledMonth,
      })
      .from(tenants)
      .leftJoin(billingAccounts, eq(billingAccounts.tenantId, tenants.id))
      // Whom a worker does not come to in one hour, it comes to in another.
      .orderBy(sql`random()`);
    return rows.flatMap(({ id, zone, since, settled }) => {
      const last = shiftMonth(monthAt(now, zone), -1);
      const began = monthAt(since, zone);
      // Whoever was there long before anybody billed is not billed for all that.
      const earliest = shiftMonth(last, -MONTHS_BACK);
      const first = settled ? shiftMonth(settled, 1) : laterOf(began, earliest);
      return monthsFrom(first, last).map((month) => ({ tenant: id, month }));
    });
  },
});

const laterOf = (one: string, other: string) => (one > other ? one : other);
