import { and, eq, gte, isNull, lt, notExists, or } from "drizzle-orm";
import { z } from "zod";
import { credentialVersions, demoData } from "#db/schema/index.ts";
import { DAY_MS, HOUR_MS } from "#lib/core/clock.ts";
import { command } from "#lib/core/operation.ts";

/** Checked keys are checked again a day later; the hour is for schedules that are late. */
const DUE_AFTER_MS = DAY_MS - HOUR_MS;

/** Has every stored key tried that was not tried for a day. The api does it. Those that came with demo data are invented. */
export const requestDailyChecks = command({
  name: "credential.request_daily_checks",
  on: "platform",
  can: "system:write",
  input: z.strictObject({}),
  async run({ tx, now, unchanged }): Promise<{ requested: number }> {
    unchanged();
    const invented = tx
      .select({ startedAt: demoData.startedAt })
      .from(demoData)
      .where(gte(demoData.startedAt, credentialVersions.createdAt));
    const requested = await tx
      .update(credentialVersions)
      .set({ checkRequestedAt: now })
      .where(
        and(
          eq(credentialVersions.state, "stored"),
          isNull(credentialVersions.checkRequestedAt),
          notExists(invented),
          or(
            isNull(credentialVersions.checkedAt),
            lt(credentialVersions.checkedAt, new Date(now.getTime() - DUE_AFTER_MS)),
          ),
        ),
      )
      .returning({ version: credentialVersions.version });
    return { requested: requested.length };
  },
});
