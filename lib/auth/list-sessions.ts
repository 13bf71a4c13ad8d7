// Where a person is signed in.
import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { isAlive } from "./session-life.ts";
import { requireUser } from "./user-principal.ts";

export interface SessionListItem {
  id: string;
  createdAt: Date;
  seenAt: Date;
  ip: string | null;
  userAgent: string | null;
}

/** One's own, the one used last first. */
export const listSessions = query({
  name: "session.list",
  on: "platform",
  can: "anyone",
  input: z.strictObject({}),
  async run({ tx, now, principal }): Promise<SessionListItem[]> {
    return tx
      .select({
        id: sessions.id,
        createdAt: sessions.createdAt,
        seenAt: sessions.seenAt,
        ip: sessions.ip,
        userAgent: sessions.userAgent,
      })
      .from(sessions)
      .where(and(eq(sessions.userId, requireUser(principal)), isAlive(now)))
      .orderBy(desc(sessions.seenAt), desc(sessions.id));
  },
});
