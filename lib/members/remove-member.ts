// Takes a member out of a tenant. Their keys stay; their next request finds the tenant closed.
import { command } from "#lib/core/operation.ts";
import { deleteMember, lockMember, type MemberRow, requireAnotherOwner } from "./queries.ts";
import { requireOwner } from "./require-owner.ts";
import { RemoveMember } from "./schemas.ts";

/** Only an owner removes an owner, and the last owner stays. Answers with who they were. */
export const removeMember = command({
  name: "member.remove",
  on: "tenant",
  can: "members:write",
  sensitive: true,
  input: RemoveMember,
  async run({ tx, tenantId, principal, audit }, { userId }): Promise<MemberRow> {
    const member = await lockMember(tx, tenantId, userId);
    if (member.role === "owner") {
      await requireOwner(tx, tenantId, principal);
      await requireAnotherOwner(tx, tenantId, member.userId);
    }
    await deleteMember(tx, tenantId, member.userId);
    audit({
      target: { type: "user", id: member.userId, label: member.email },
      before: { role: member.role },
    });
    return member;
  },
});
