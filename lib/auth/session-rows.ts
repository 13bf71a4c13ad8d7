// Rows of sessions. The token goes to the browser; only its SHA-256 is kept.
import { randomBytes } from "node:crypto";
import { and, eq, isNull, ne } from "drizzle-orm";
import { sessions } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { sha256 } from "#lib/crypto/digest.ts";
import { type Id, isId, newId } from "#lib/shared/ids.ts";
import { SESSION_MAX_MS } from "./session-life.ts";
import type { Origin } from "./user-principal.ts";

/** Begins a session and returns its token, 256 random bits in base64url. */
export async function insertSession(
  tx: Tx,
  userId: Id<"usr">,
  from: Origin,
  now: Date,
): Promise<{ id: Id<"ses">; token: string; expiresAt: Date }> {
  const token = randomBytes(32).toString("base64url");
  const id = newId("ses");
  const expiresAt = new Date(now.getTime() + SESSION_MAX_MS);
  await tx.insert(sessions).values({
    id,
    tokenDigest: sha256(token),
    userId,
    createdAt: now,
    seenAt: now,
    provedAt: now,
    expiresAt,
    ip: from.ip,
    userAgent: from.userAgent,
  });
  return { id, token, expiresAt };
}

/** Ends all sessions of a person but `keep`; returns how many. */
export async function endSessionsOf(tx: Tx, userId: Id<"usr">, now: Date, keep?: string): Promise<number> {
  const others = keep && isId("ses", keep) ? ne(sessions.id, keep) : undefined;
  const ended = await tx
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt), others))
    .returning({ id: sessions.id });
  return ended.length;
}
