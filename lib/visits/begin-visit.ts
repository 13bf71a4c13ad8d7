// Platform staff begin to look at a tenant's own pages. Until it ends they can change nothing, anywhere.
import { and, eq } from "drizzle-orm";
import { members, users, visits } from "#db/schema/index.ts";
import { requireUser } from "#lib/auth/user-principal.ts";
import { MINUTE_MS } from "#lib/core/clock.ts";
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { newId } from "#lib/shared/ids.ts";
import { findTenantId } from "#lib/tenants/find-tenant-id.ts";
import { BeginVisit } from "./schemas.ts";
import { findVisit, type Visit, visitTarget } from "./visit.ts";

/** One at a time. It stands in the tenant's audit trail with its reason. */
export const beginVisit = command({
  name: "visit.begin",
  on: "platform",
  can: "system:read",
  input: BeginVisit,
  async run({ tx, now, principal, audit }, { tenant, reason, minutes }): Promise<Visit> {
    const userId = requireUser(principal);
    const tenantId = await findTenantId(tx, tenant);
    // One after the other, so that nobody takes two.
    await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("update");
    const [member] = await tx
      .select({ userId: members.userId })
      .from(members)
      .where(and(eq(members.tenantId, tenantId), eq(members.userId, userId)));
    if (member) throw new DomainError("conflict", "You are a member of this tenant: open its pages as such.");
    const running = await findVisit(tx, userId, now);
    if (running)
      throw new DomainError("conflict", `You are looking at ${running.tenantName} already. End that first.`);
    const until = new Date(now.getTime() + minutes * MINUTE_MS);
    const id = newId("vis");
    await tx.insert(visits).values({ tenantId, id, userId, reason, startedAt: now, until });
    const begun = await findVisit(tx, userId, now);
    if (!begun) throw new Error("the visit that was begun is not there");
    audit({ target: visitTarget(begun), after: { reason, minutes, until }, tenantId });
    return begun;
  },
});
