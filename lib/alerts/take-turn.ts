// One worker at a time does what is done every minute, and none while an invented past is being made: that looks by itself.
import { isNull, sql } from "drizzle-orm";
import { demoData } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";

/** Whether it is this one's turn, until the transaction ends. `inThePast` waits for it, and goes on whatever is made. */
export async function takeTurn(tx: Tx, lock: number, inThePast: boolean): Promise<boolean> {
  if (inThePast) {
    await tx.execute(sql`select pg_advisory_xact_lock(${lock})`);
    return true;
  }
  const [row] = await tx.execute<{ held: boolean }>(sql`select pg_try_advisory_xact_lock(${lock}) as held`);
  return row?.held === true && (await tx.$count(demoData, isNull(demoData.finishedAt))) === 0;
}
