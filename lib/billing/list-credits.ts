import { and, eq, sql } from "drizzle-orm";
import { creditEntries } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { cutPage, decodeCursor } from "#lib/core/page.ts";
import { isId } from "#lib/shared/ids.ts";
import { creditBalance } from "./credits.ts";
import { ListCredits } from "./schemas.ts";
import { type CreditsView, toCreditView } from "./view.ts";

/** What the tenant has prepaid and what became of it, newest first. */
export const listCredits = query({
  name: "credit.list",
  on: "tenant",
  can: "billing:read",
  input: ListCredits,
  async run({ tx, tenantId }, { cursor, limit }): Promise<CreditsView> {
    const last = decodeCursor(cursor, (text) => isId("crd", text));
    const after = last
      ? sql`(${creditEntries.at}, ${creditEntries.id}) <
          (${sql.param(last.at, creditEntries.at)}, ${sql.param(last.id, creditEntries.id)})`
      : undefined;
    const rows = await tx
      .select()
      .from(creditEntries)
      .where(and(eq(creditEntries.tenantId, tenantId), after))
      .orderBy(sql`${creditEntries.at} desc nulls last`, sql`${creditEntries.id} desc nulls last`)
      .limit(limit + 1);
    const page = cutPage(rows, limit, ({ at, id }) => ({ at, id }), toCreditView);
    return { balanceMicros: await creditBalance(tx, tenantId), ...page };
  },
});
