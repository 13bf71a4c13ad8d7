// Ends one of a person's own sessions.
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "#db/schema/index.ts";
import { notFound } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { isId } from "#lib/shared/ids.ts";
import { requireUser } from "./user-principal.ts";

export const endSession = command({
  name: "session.end",
  on: "platform",
  can: "anyone",
  input: z.strictObject({ sessionId: z.string("Name the session by its id.").max(40) }),
  async run({ tx, now, principal, audit }, { sessionId }): Promise<void> {
    const userId = requireUser(principal);
    if (!isId("ses", sessionId)) throw notFound("session");
    const [ended] = await tx
      .update(sessions)
      .set({ endedAt: now })
      .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId), isNull(sessions.endedAt)))
      .returning({ id: sessions.id, ip: sessions.ip, userAgent: sessions.userAgent });
    if (!ended) throw notFound("session");
    audit({ target: { type: "session", id: ended.id }, before: ended });
  },
});
