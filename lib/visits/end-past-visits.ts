import { and, isNull, lte, sql } from "drizzle-orm";
import { z } from "zod";
import { visits } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { visitTarget } from "./visit.ts";

/** Notes looks whose time ran out in their tenants' audit trails. They had ended by themselves. */
export const endPastVisits = command({
  name: "visit.run_out",
  on: "platform",
  can: "system:write",
  input: z.strictObject({}),
  async run({ tx, now, audit, unchanged }): Promise<{ visits: number }> {
    const ended = await tx
      .update(visits)
      .set({ endedAt: sql`${visits.until}` })
      .where(and(isNull(visits.endedAt), lte(visits.until, now)))
      .returning();
    for (const { tenantId, startedAt, until, ...visit } of ended)
      audit({
        target: visitTarget(visit),
        before: { startedAt, until },
        after: { endedAt: until },
        tenantId,
      });
    if (ended.length === 0) unchanged();
    return { visits: ended.length };
  },
});
