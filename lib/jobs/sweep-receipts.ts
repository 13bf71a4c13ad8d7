// Throws away the receipts of reported usage that nobody can repeat any more: reports are taken for 35 days.
import { sql } from "drizzle-orm";
import { z } from "zod";
import { DAY_MS } from "#lib/core/clock.ts";
import { command } from "#lib/core/operation.ts";

const KEPT_DAYS = 40;

export const sweepReceipts = command({
  name: "usage_receipts.sweep",
  on: "platform",
  can: "system:write",
  input: z.strictObject({}),
  async run({ tx, now, unchanged }): Promise<{ receipts: number }> {
    unchanged();
    const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS).toISOString();
    const rows = await tx.execute(sql`delete from usage_receipts where received_at < ${before}::timestamptz`);
    return { receipts: rows.count };
  },
});
