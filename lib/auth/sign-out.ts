// Ends the session of a token. From then on the cookie opens nothing, wherever a copy of it may be.
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { sha256 } from "#lib/crypto/digest.ts";
import { actorOf, lockUser, userTarget } from "./users.ts";

export const signOut = command({
  name: "sign_out",
  on: "platform",
  can: "anyone",
  input: z.strictObject({ token: z.string().max(100) }),
  async run({ tx, now, audit, unchanged }, { token }): Promise<void> {
    const [ended] = await tx
      .update(sessions)
      .set({ endedAt: now })
      .where(and(eq(sessions.tokenDigest, sha256(token)), isNull(sessions.endedAt)))
      .returning({ id: sessions.id, userId: sessions.userId });
    if (!ended) return unchanged();
    const user = await lockUser(tx, ended.userId);
    audit({ actor: actorOf(user), target: userTarget(user), after: { session: ended.id } });
  },
});
