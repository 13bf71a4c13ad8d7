// Makes staff an admin or support. The only admin stays one. It bites on the person's next request.
import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "#db/schema/index.ts";
import { notFound } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { lockAdmins, requireAnotherAdmin } from "./admins.ts";
import { platformRole, userId } from "./schemas.ts";
import { lockUser, userTarget } from "./users.ts";

export const changeStaffRole = command({
  name: "staff.change_role",
  on: "platform",
  can: "system:write",
  sensitive: true,
  input: z.strictObject({ userId, platformRole }),
  async run({ tx, audit, unchanged }, { userId, platformRole }): Promise<void> {
    await lockAdmins(tx);
    const user = await lockUser(tx, userId);
    if (!user.platformRole) throw notFound("member of staff");
    if (user.platformRole === platformRole) return unchanged();
    if (platformRole !== "admin") await requireAnotherAdmin(tx, user.id);
    await tx.update(users).set({ platformRole }).where(eq(users.id, user.id));
    audit({
      target: userTarget(user),
      before: { platformRole: user.platformRole },
      after: { platformRole },
    });
  },
});
