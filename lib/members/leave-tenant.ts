// Lets a member go by themselves, whatever their role. The last owner stays.
import { z } from "zod";
import { requireUser } from "#lib/auth/user-principal.ts";
import { command } from "#lib/core/operation.ts";
import { deleteMember, lockMember, requireAnotherOwner } from "./queries.ts";

export const leaveTenant = command({
  name: "member.leave",
  on: "tenant",
  can: "anyone",
  input: z.strictObject({}),
  async run({ tx, tenantId, principal, audit }): Promise<void> {
    const member = await lockMember(tx, tenantId, requireUser(principal));
    if (member.role === "owner") await requireAnotherOwner(tx, tenantId, member.userId);
    await deleteMember(tx, tenantId, member.userId);
    audit({
      target: { type: "user", id: member.userId, label: member.email },
      before: { role: member.role },
    });
  },
});
