// Sets a new password by a single-use link, and signs the person out everywhere.
import { z } from "zod";
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { hashSlowly } from "#lib/crypto/password.ts";
import { bucketOf, forgiveTurns } from "./buckets.ts";
import { spendLink, voidLinks } from "./one-time-links.ts";
import { requireGoodPassword } from "./password-policy.ts";
import { linkToken, newPassword } from "./schemas.ts";
import { endSessionsOf } from "./session-rows.ts";
import { actorOf, lockUser, setPassword, userTarget } from "./users.ts";

export const resetPassword = command({
  name: "password_reset.use",
  on: "platform",
  can: "anyone",
  input: z.strictObject({ token: linkToken, password: newPassword }),
  async run({ tx, now, audit }, { token, password }): Promise<{ email: string }> {
    const link = await spendLink(tx, "password_reset", token, now);
    const user = link?.userId ? await lockUser(tx, link.userId) : null;
    if (!user || user.disabledAt)
      throw new DomainError("not_found", "This link was used or has run out. Ask for a new one.");
    requireGoodPassword(password, [user.email, user.name]);
    await setPassword(tx, user.id, await hashSlowly(password));
    await endSessionsOf(tx, user.id, now);
    await voidLinks(tx, "password_reset", { userId: user.id }, now);
    await forgiveTurns(tx, [bucketOf("account", user.email)], now);
    audit({ actor: actorOf(user), target: userTarget(user) });
    return { email: user.email };
  },
});
