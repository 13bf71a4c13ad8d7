import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { visits } from "#db/schema/index.ts";
import { requireUser } from "#lib/auth/user-principal.ts";
import { command } from "#lib/core/operation.ts";
import { findVisit, visitTarget } from "./visit.ts";

/** Ends the look that the person is taking. It stands in the tenant's audit trail; where there is none, nothing happens. */
export const endVisit = command({
  name: "visit.end",
  on: "platform",
  can: "system:read",
  input: z.strictObject({}),
  async run({ tx, now, principal, audit, unchanged }): Promise<{ clientId: string } | null> {
    const userId = requireUser(principal);
    const visit = await findVisit(tx, userId, now);
    if (!visit) {
      unchanged();
      return null;
    }
    const { tenantId, clientId, startedAt, until } = visit;
    const its = and(eq(visits.tenantId, tenantId), eq(visits.id, visit.id), isNull(visits.endedAt));
    await tx.update(visits).set({ endedAt: now }).where(its);
    audit({ target: visitTarget(visit), before: { startedAt, until }, after: { endedAt: now }, tenantId });
    return { clientId };
  },
});
