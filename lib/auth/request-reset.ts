// Mails a link with which a person sets a new password. The answer never tells whether the address is known.
import { z } from "zod";
import { HOUR_MS } from "#lib/core/clock.ts";
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { composeMail, queueMail } from "#lib/mail/queue-mail.ts";
import { addressBucket, bucketOf, countTurn } from "./buckets.ts";
import { insertLink, voidLinks } from "./one-time-links.ts";
import { email } from "./schemas.ts";
import { findUserByEmail, userTarget } from "./users.ts";

const LIFE_MS = HOUR_MS;

/** Throws `too_many_attempts` per address of the network; per account, asking too often quietly sends nothing. */
export const requestReset = command({
  name: "password_reset.request",
  on: "platform",
  can: "anyone",
  input: z.strictObject({ email }),
  async run({ tx, now, principal, publicUrl, audit, unchanged }, { email }): Promise<void> {
    if (principal.ip) await countTurn(tx, addressBucket("reset-address", principal.ip), now);
    const user = await findUserByEmail(tx, email);
    const asksTooOften = await refusesTurn(() => countTurn(tx, bucketOf("reset", email), now));
    if (!user || user.disabledAt || asksTooOften) {
      // Composed and thrown away, so that an address that nobody has takes as long.
      await composeMail({ kind: "password_reset", url: publicUrl });
      return unchanged();
    }
    await voidLinks(tx, "password_reset", { userId: user.id }, now);
    const token = await insertLink(tx, { purpose: "password_reset", userId: user.id }, now, LIFE_MS);
    const url = `${publicUrl}/reset/${token}`;
    await queueMail(tx, now, user.email, { kind: "password_reset", url });
    audit({ target: userTarget(user) });
  },
});

async function refusesTurn(turn: () => Promise<void>): Promise<boolean> {
  try {
    await turn();
    return false;
  } catch (error) {
    if (error instanceof DomainError && error.code === "too_many_attempts") return true;
    throw error;
  }
}
