// Changes what a member may do. It bites on their next request.
import { command } from "#lib/core/operation.ts";
import { lockMember, type MemberRow, requireAnotherOwner, updateRole } from "./queries.ts";
import { requireOwner } from "./require-owner.ts";
import { ChangeMemberRole } from "./schemas.ts";

/** Only an owner makes or unmakes owners, and the last owner stays one. */
export const changeMemberRole = command({
  name: "member.change_role",
  on: "tenant",
  can: "members:write",
  sensitive: true,
  input: ChangeMemberRole,
  async run({ tx, tenantId, principal, audit, unchanged }, { userId, role }): Promise<MemberRow> {
    const member = await lockMember(tx, tenantId, userId);
    if (member.role === role) {
      unchanged();
      return member;
    }
    if (role === "owner" || member.role === "owner") await requireOwner(tx, tenantId, principal);
    if (member.role === "owner") await requireAnotherOwner(tx, tenantId, member.userId);
    await updateRole(tx, tenantId, member.userId, role);
    audit({
      target: { type: "user", id: member.userId, label: member.email },
      before: { role: member.role },
      after: { role },
    });
    return { ...member, role };
  },
});
