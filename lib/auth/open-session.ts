// Begins a session for a person who has proved who they are.
import { z } from "zod";
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { Secret } from "#lib/core/secret.ts";
import { type Bucket, forgiveTurns } from "./buckets.ts";
import { markDevice } from "./device.ts";
import { insertSession } from "./session-rows.ts";
import { actorOf, lockUser, userTarget } from "./users.ts";

export interface SignedIn {
  userId: string;
  email: string;
  /** For the session cookie. */
  token: Secret;
  /** For the device cookie. */
  device: string;
}

/** For signIn() and signInByProvider() alone: it asks for no proof itself. */
export const openSession = command({
  name: "sign_in",
  on: "platform",
  can: "system:write",
  input: z.strictObject({
    userId: z.string(),
    method: z.string(),
    buckets: z.array(z.custom<Bucket>()),
  }),
  async run({ tx, now, principal, peppers, audit }, { userId, method, buckets }): Promise<SignedIn> {
    const user = await lockUser(tx, userId);
    if (user.disabledAt) throw new DomainError("unauthenticated", "This account is disabled.");
    await forgiveTurns(tx, buckets, now);
    const session = await insertSession(tx, user.id, principal, now);
    audit({ actor: actorOf(user), target: userTarget(user), after: { method, session: session.id } });
    return {
      userId: user.id,
      email: user.email,
      token: new Secret(session.token),
      device: markDevice(peppers, user.email),
    };
  },
});
