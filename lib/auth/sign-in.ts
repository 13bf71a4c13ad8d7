// Signs a person in with e-mail address and password. An unknown address takes as long and gets the same answer as
// a wrong password; the slow hash is worked out outside of any transaction, so that it holds no connection.
import { z } from "zod";
import { DomainError } from "#lib/core/errors.ts";
import { parseInput } from "#lib/core/input.ts";
import type { Deps } from "#lib/core/operation.ts";
import { HashQueueFull, pretendToVerify, verifySlowly } from "#lib/crypto/password.ts";
import { type Attempt, claimAttempt } from "./claim-attempt.ts";
import { doorkeeper } from "./doorkeeper.ts";
import { openSession, type SignedIn } from "./open-session.ts";
import { refuseSignIn } from "./refuse-sign-in.ts";
import { email, givenPassword } from "./schemas.ts";
import type { Origin } from "./user-principal.ts";

export const SignIn = z.strictObject({
  email,
  password: givenPassword,
  /** The device cookie, if there is one. */
  device: z.string().max(200).nullable(),
});

/** Throws `unauthenticated`, `too_many_attempts` (with the wait), `invalid_input` or `unavailable`. */
export async function signIn(deps: Deps, from: Origin, raw: z.input<typeof SignIn>): Promise<SignedIn> {
  const input = parseInput(SignIn, raw);
  const keeper = doorkeeper(from);
  const attempt = await claimAttempt.execute(deps, keeper, { email: input.email, device: input.device });
  if (!attempt.account || !(await isRight(attempt, input.password))) {
    await refuseSignIn.execute(deps, keeper, { email: input.email });
    throw new DomainError("unauthenticated", "The e-mail address or the password is wrong.");
  }
  const { account, buckets } = attempt;
  return openSession.execute(deps, keeper, { userId: account.id, method: "password", buckets });
}

async function isRight({ account }: Attempt, password: string): Promise<boolean> {
  try {
    return account
      ? await verifySlowly(account.passwordHash.reveal(), password)
      : await pretendToVerify(password);
  } catch (error) {
    if (error instanceof HashQueueFull)
      throw new DomainError("unavailable", "Too many people are signing in. Try again in a moment.");
    throw error;
  }
}
