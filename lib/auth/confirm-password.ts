// Asks a person who is signed in for their password once more, for sensitive acts. It proves one session and no other.
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "#db/schema/index.ts";
import { DomainError, invalidField } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { HashQueueFull, verifySlowly } from "#lib/crypto/password.ts";
import { countTurn, forgiveTurns, ownPasswordBucket } from "./buckets.ts";
import { givenPassword } from "./schemas.ts";
import { requireUser } from "./user-principal.ts";
import { lockUser, userTarget } from "./users.ts";

/**
 * `confirmed` is false when the password is wrong: that is an answer and no error, so that the failure is counted
 * and noted. Throws `too_many_attempts` after several, and `unauthenticated` outside of a session.
 */
export const confirmPassword = command({
  name: "account.confirm",
  on: "platform",
  can: "anyone",
  input: z.strictObject({ password: givenPassword }),
  async run({ tx, now, principal, audit }, { password }): Promise<{ confirmed: boolean }> {
    const { session } = principal;
    const user = await lockUser(tx, requireUser(principal));
    if (!session) throw new DomainError("unauthenticated", "Sign in first.");
    if (!user.passwordHash)
      throw invalidField("password", "You have no password here. Sign in again instead.");
    const bucket = ownPasswordBucket(user.id);
    await countTurn(tx, bucket, now);
    const confirmed = await isRight(user.passwordHash, password);
    audit({ target: userTarget(user), after: { confirmed, session: session.id } });
    if (!confirmed) return { confirmed };
    await tx
      .update(sessions)
      .set({ provedAt: now })
      .where(and(eq(sessions.id, session.id), eq(sessions.userId, user.id), isNull(sessions.endedAt)));
    await forgiveTurns(tx, [bucket], now);
    return { confirmed };
  },
});

async function isRight(stored: string, password: string): Promise<boolean> {
  try {
    return await verifySlowly(stored, password);
  } catch (error) {
    if (!(error instanceof HashQueueFull)) throw error;
    throw new DomainError("unavailable", "Too many people are signing in. Try again in a moment.");
  }
}
