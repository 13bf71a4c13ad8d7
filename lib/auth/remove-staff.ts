// Takes somebody off the platform's staff. They stay a member of whatever tenants they belong to. Answers with who they
// were.
import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "#db/schema/index.ts";
import { notFound } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { lockAdmins, requireAnotherAdmin } from "./admins.ts";
import type { StaffMember } from "./list-staff.ts";
import { userId } from "./schemas.ts";
import { lockUser, userTarget } from "./users.ts";

export const removeStaff = command({
  name: "staff.remove",
  on: "platform",
  can: "system:write",
  sensitive: true,
  input: z.strictObject({ userId }),
  async run({ tx, audit }, { userId }): Promise<StaffMember> {
    await lockAdmins(tx);
    const user = await lockUser(tx, userId);
    const { id, name, email, platformRole } = user;
    if (!platformRole) throw notFound("member of staff");
    if (platformRole === "admin") await requireAnotherAdmin(tx, user.id);
    await tx.update(users).set({ platformRole: null }).where(eq(users.id, user.id));
    audit({ target: userTarget(user), before: { platformRole } });
    return { id, name, email, platformRole };
  },
});
