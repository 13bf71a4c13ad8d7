// Makes the first admin by the link that was printed at the first start. Works while there is no admin, and once.
import { z } from "zod";
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { hashSlowly } from "#lib/crypto/password.ts";
import { lockAdmins } from "./admins.ts";
import { spendLink } from "./one-time-links.ts";
import { requireGoodPassword } from "./password-policy.ts";
import { email, linkToken, newPassword, personName } from "./schemas.ts";
import { actorOf, findUserByEmail, insertUser, userTarget } from "./users.ts";

export const createFirstAdmin = command({
  name: "setup.first_admin",
  on: "platform",
  can: "anyone",
  input: z.strictObject({ token: linkToken, email, name: personName, password: newPassword }),
  async run({ tx, now, audit }, { token, email, name, password }): Promise<{ email: string }> {
    const admins = await lockAdmins(tx);
    const link = await spendLink(tx, "first_admin", token, now);
    if (!link || admins.length > 0)
      throw new DomainError(
        "not_found",
        "This link was used or has run out. Start Keyhold again for a new one.",
      );
    requireGoodPassword(password, [email, name]);
    if (await findUserByEmail(tx, email))
      throw new DomainError("conflict", "A person with this address exists already.", {
        fields: { email: "A person with this address exists already." },
      });
    const passwordHash = await hashSlowly(password);
    const user = await insertUser(tx, { email, name, passwordHash, platformRole: "admin" }, now);
    audit({ actor: actorOf(user), target: userTarget(user), after: { platformRole: "admin" } });
    return { email: user.email };
  },
});
