// Leaves a row in the audit trail when somebody knew an account but not its password.
import { z } from "zod";
import { command } from "#lib/core/operation.ts";
import { findUserByEmail, userTarget } from "./users.ts";

/** For signIn() alone. Addresses that belong to nobody leave no row, so that a stranger cannot fill the trail. */
export const refuseSignIn = command({
  name: "sign_in.refuse",
  on: "platform",
  can: "system:write",
  input: z.strictObject({ email: z.string() }),
  async run({ tx, audit, unchanged }, { email }): Promise<void> {
    const user = await findUserByEmail(tx, email);
    if (!user) return unchanged();
    audit({ target: userTarget(user), actor: { type: "anonymous", id: null, label: "anonymous" } });
  },
});
