// Notes that a session is in use, at most once a minute, so that reading a page is not a write.
import { and, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "#db/schema/index.ts";
import { MINUTE_MS } from "#lib/core/clock.ts";
import { command, type Deps } from "#lib/core/operation.ts";
import type { Principal } from "#lib/core/principal.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { SessionView } from "./session-view.ts";

const EVERY_MS = MINUTE_MS;

/** Does nothing when the session was seen less than a minute ago. */
export async function touchSession(deps: Deps, principal: Principal, session: SessionView): Promise<void> {
  if (deps.clock().getTime() - session.seenAt.getTime() < EVERY_MS) return;
  await writeTouch.execute(deps, principal, { sessionId: session.id });
}

const writeTouch = command({
  name: "session.touch",
  on: "platform",
  can: "anyone",
  input: z.strictObject({ sessionId: z.string() }),
  async run({ tx, now, principal, unchanged }, { sessionId }) {
    unchanged();
    await tx
      .update(sessions)
      .set({ seenAt: now, ip: principal.ip, userAgent: principal.userAgent })
      .where(
        and(eq(sessions.id, sessionId as Id<"ses">), lt(sessions.seenAt, new Date(now.getTime() - EVERY_MS))),
      );
  },
});
