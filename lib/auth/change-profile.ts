// Changes how a person is called, and in which time zone they read.
import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { timeZone } from "#lib/tenants/schemas.ts";
import { personName } from "./schemas.ts";
import { requireUser } from "./user-principal.ts";
import { lockUser, userTarget } from "./users.ts";

export interface Profile {
  name: string;
  /** Null: as the tenant has it. */
  timeZone: string | null;
}

export const changeProfile = command({
  name: "account.change_profile",
  on: "platform",
  can: "anyone",
  input: z.strictObject({ name: personName, timeZone: timeZone.nullable() }),
  async run({ tx, principal, audit, unchanged }, wanted): Promise<Profile> {
    const user = await lockUser(tx, requireUser(principal));
    const before = { name: user.name, timeZone: user.timeZone };
    if (before.name === wanted.name && before.timeZone === wanted.timeZone) unchanged();
    else {
      await tx.update(users).set(wanted).where(eq(users.id, user.id));
      audit({ target: userTarget(user), before, after: wanted });
    }
    return wanted;
  },
});
