// Makes staff an admin or support. The only admin stays one. It bites on the person's next request.
import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "#db/schema/index.ts";
import { notFound } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { lockAdmins, requireAnotherAdmin } from "./admins.ts";
import { requireGrantableRole } from "./grantable-role.ts";
import type { StaffMember } from "./list-staff.ts";
import { platformRole, userId } from "./schemas.ts";
import { lockUser, userTarget } from "./users.ts";

export const changeStaffRole = command({
  name: "staff.change_role",
  on: "platform",
  can: "system:write",
  sensitive: true,
  input: z.strictObject({ userId, platformRole }),
  async run({ tx, principal, audit, unchanged }, { userId, platformRole }): Promise<StaffMember> {
    requireGrantableRole(principal, platformRole);
    await lockAdmins(tx);
    const user = await lockUser(tx, userId);
    if (!user.platformRole) throw notFound("member of staff");
    const changed = { id: user.id, name: user.name, email: user.email, platformRole };
    if (user.platformRole === platformRole) {
      unchanged();
      return changed;
    }
    if (platformRole !== "admin") await requireAnotherAdmin(tx, user.id);
    await tx.update(users).set({ platformRole }).where(eq(users.id, user.id));
    audit({
      target: userTarget(user),
      before: { platformRole: user.platformRole },
      after: { platformRole },
    });
    return changed;
  },
});
