// What an invitation's link leads to, for the page behind it.
import { findUserByEmail } from "#lib/auth/users.ts";
import { query } from "#lib/core/operation.ts";
import type { PlatformRole, Role } from "#lib/shared/permissions.ts";
import { getInvitation } from "./open-invitation.ts";
import { FindInvitation } from "./schemas.ts";

export interface InvitationPreview {
  email: string;
  role: Role | PlatformRole;
  /** Null for an invitation to the platform's staff. */
  tenant: { clientId: string; name: string } | null;
  expiresAt: Date;
  /** Whether somebody signs in with this address already. */
  hasAccount: boolean;
}

/** Throws `not_found` for a link that can no longer be used. */
export const findInvitation = query({
  name: "invitation.find",
  on: "platform",
  can: "anyone",
  input: FindInvitation,
  async run({ tx, now }, { token }): Promise<InvitationPreview> {
    const invitation = await getInvitation(tx, token, now);
    const { email, role, expiresAt } = invitation;
    const tenant =
      invitation.kind === "tenant"
        ? { clientId: invitation.tenant.clientId, name: invitation.tenant.name }
        : null;
    return { email, role, expiresAt, tenant, hasAccount: (await findUserByEmail(tx, email)) !== null };
  },
});
