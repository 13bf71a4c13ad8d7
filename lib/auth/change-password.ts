// Gives a person a new password of their own choice, and signs them out everywhere else.
import { z } from "zod";
import { invalidField } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { hashSlowly, verifySlowly } from "#lib/crypto/password.ts";
import { countTurn, forgiveTurns, ownPasswordBucket } from "./buckets.ts";
import { requireGoodPassword } from "./password-policy.ts";
import { givenPassword, newPassword } from "./schemas.ts";
import { endSessionsOf } from "./session-rows.ts";
import { requireUser } from "./user-principal.ts";
import { lockUser, setPassword, userTarget } from "./users.ts";

/**
 * `changed` is false when `currentPassword` is wrong: that is an answer and no error, so that the failure is
 * counted and noted. Throws `too_many_attempts` after several.
 */
export const changePassword = command({
  name: "account.change_password",
  on: "platform",
  can: "anyone",
  input: z.strictObject({
    currentPassword: givenPassword,
    newPassword,
    /** The session that goes on; left out, all end. */
    keep: z.string().max(40).optional(),
  }),
  async run({ tx, now, principal, audit }, input): Promise<{ changed: boolean }> {
    const user = await lockUser(tx, requireUser(principal));
    if (!user.passwordHash)
      throw invalidField("currentPassword", "You have no password yet. Ask for a reset link at the sign-in.");
    requireGoodPassword(input.newPassword, [user.email, user.name], "newPassword");
    const bucket = ownPasswordBucket(user.id);
    await countTurn(tx, bucket, now);
    const changed = await verifySlowly(user.passwordHash, input.currentPassword);
    audit({ target: userTarget(user), after: { changed } });
    if (!changed) return { changed };
    await setPassword(tx, user.id, await hashSlowly(input.newPassword));
    await endSessionsOf(tx, user.id, now, input.keep);
    await forgiveTurns(tx, [bucket], now);
    return { changed };
  },
});
