// Counts a sign-in before the password is looked at, and hands over what it is to be compared with.
import { z } from "zod";
import { command } from "#lib/core/operation.ts";
import { Secret } from "#lib/core/secret.ts";
import { addressBucket, type Bucket, bucketOf, countTurn } from "./buckets.ts";
import { isKnownDevice } from "./device.ts";
import { findUserByEmail } from "./users.ts";

export interface Attempt {
  buckets: Bucket[];
  /** Null when nobody with this address may sign in with a password. */
  account: { id: string; passwordHash: Secret } | null;
}

/** For signIn() alone. Throws `too_many_attempts`, and then counts nothing. */
export const claimAttempt = command({
  name: "sign_in.attempt",
  on: "platform",
  can: "system:write",
  input: z.strictObject({ email: z.string(), device: z.string().max(200).nullable() }),
  async run({ tx, now, principal, peppers, unchanged }, { email, device }): Promise<Attempt> {
    unchanged();
    const known = device !== null && isKnownDevice(peppers, device, email);
    const buckets = known
      ? [bucketOf("device", device)]
      : [bucketOf("account", email), ...(principal.ip ? [addressBucket("address", principal.ip)] : [])];
    for (const bucket of buckets) await countTurn(tx, bucket, now);
    const user = await findUserByEmail(tx, email);
    const account =
      user?.passwordHash && !user.disabledAt
        ? { id: user.id, passwordHash: new Secret(user.passwordHash) }
        : null;
    return { buckets, account };
  },
});
