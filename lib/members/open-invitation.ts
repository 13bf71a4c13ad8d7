// An invitation by the token in its link: to a tenant, or to the platform's staff.
import { and, eq } from "drizzle-orm";
import { invitations, tenants } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { findLink, spendLink } from "#lib/auth/one-time-links.ts";
import { DomainError } from "#lib/core/errors.ts";
import { sha256 } from "#lib/crypto/digest.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { PlatformRole, Role } from "#lib/shared/permissions.ts";
import { isOpen } from "./queries.ts";

export type OpenInvitation = { email: string; expiresAt: Date } & (
  | { kind: "tenant"; role: Role; tenant: { id: Id<"ten">; clientId: string; name: string } }
  | { kind: "platform"; role: PlatformRole }
);

/** Throws `not_found` for one that was used, withdrawn, has run out, or never was: all the same answer. */
export async function getInvitation(tx: Tx, token: string, now: Date): Promise<OpenInvitation> {
  return (await findForTenant(tx, token, now)) ?? (await findForPlatform(tx, token, now));
}

/** Uses the invitation up, in one guarded statement: of two at once, one gets it and the other throws. */
export async function spendInvitation(
  tx: Tx,
  invitation: OpenInvitation,
  token: string,
  now: Date,
): Promise<void> {
  const spent =
    invitation.kind === "tenant"
      ? await tx
          .update(invitations)
          .set({ acceptedAt: now })
          .where(and(eq(invitations.tokenDigest, sha256(token)), isOpen(now)))
          .returning({ id: invitations.id })
      : [await spendLink(tx, "platform_invitation", token, now)];
  if (!spent[0]) throw gone();
}

async function findForTenant(tx: Tx, token: string, now: Date): Promise<OpenInvitation | null> {
  const [row] = await tx
    .select({
      email: invitations.email,
      role: invitations.role,
      expiresAt: invitations.expiresAt,
      tenant: { id: tenants.id, clientId: tenants.clientId, name: tenants.name },
    })
    .from(invitations)
    .innerJoin(tenants, eq(tenants.id, invitations.tenantId))
    .where(and(eq(invitations.tokenDigest, sha256(token)), isOpen(now)));
  return row ? { kind: "tenant", ...row } : null;
}

async function findForPlatform(tx: Tx, token: string, now: Date): Promise<OpenInvitation> {
  const link = await findLink(tx, "platform_invitation", token, now);
  if (!link?.email || !link.platformRole) throw gone();
  return { kind: "platform", email: link.email, role: link.platformRole, expiresAt: link.expiresAt };
}

function gone(): DomainError {
  return new DomainError("not_found", "This invitation was used or withdrawn, or has run out.");
}
