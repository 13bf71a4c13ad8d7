// A look at a tenant's own pages, as a row and as the person who looks sees it.
import { and, eq, gt, isNull } from "drizzle-orm";
import { tenants, visits } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import type { Id } from "#lib/shared/ids.ts";

export interface Visit {
  /** Begins with vis_. */
  id: Id<"vis">;
  tenantId: Id<"ten">;
  clientId: string;
  tenantName: string;
  reason: string;
  startedAt: Date;
  until: Date;
}

/** The look that a person is taking at this moment; null for none. On the platform alone. */
export async function findVisit(tx: Tx, userId: Id<"usr">, now: Date): Promise<Visit | null> {
  const [visit] = await tx
    .select({
      id: visits.id,
      tenantId: visits.tenantId,
      clientId: tenants.clientId,
      tenantName: tenants.name,
      reason: visits.reason,
      startedAt: visits.startedAt,
      until: visits.until,
    })
    .from(visits)
    .innerJoin(tenants, eq(tenants.id, visits.tenantId))
    .where(and(eq(visits.userId, userId), isNull(visits.endedAt), gt(visits.until, now)));
  return visit ?? null;
}

/** A look as its tenant's audit trail names it. */
export function visitTarget({ id, reason }: Pick<Visit, "id" | "reason">) {
  return { type: "visit", id, label: reason };
}
