// Who is behind a session token, and where they belong. Asked on every request: nothing here is ever remembered.
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { members, sessions, tenants, users } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { query } from "#lib/core/operation.ts";
import { sha256 } from "#lib/crypto/digest.ts";
import type { Id } from "#lib/shared/ids.ts";
import { findVisit } from "#lib/visits/visit.ts";
import { isAlive } from "./session-life.ts";
import type { Membership, SessionView } from "./session-view.ts";

/** The live session of a token, or null when it was ended, ran out, never was, or its user is disabled. */
export const resolveSession = query({
  name: "session.resolve",
  on: "platform",
  can: "anyone",
  input: z.strictObject({ token: z.string().max(100) }),
  async run({ tx, now }, { token }): Promise<SessionView | null> {
    const [row] = await tx
      .select({
        id: sessions.id,
        provedAt: sessions.provedAt,
        seenAt: sessions.seenAt,
        expiresAt: sessions.expiresAt,
        user: {
          id: users.id,
          name: users.name,
          email: users.email,
          timeZone: users.timeZone,
          platformRole: users.platformRole,
          hasPassword: sql<boolean>`${users.passwordHash} is not null`,
        },
      })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(and(eq(sessions.tokenDigest, sha256(token)), isAlive(now), isNull(users.disabledAt)));
    if (!row) return null;
    const { id, platformRole } = row.user;
    const memberships = await listMemberships(tx, id);
    return { ...row, memberships, visit: platformRole ? await findVisit(tx, id, now) : null };
  },
});

function listMemberships(tx: Tx, userId: Id<"usr">): Promise<Membership[]> {
  return tx
    .select({
      id: tenants.id,
      clientId: tenants.clientId,
      name: tenants.name,
      timeZone: tenants.timeZone,
      suspendedAt: tenants.suspendedAt,
      suspendedReason: tenants.suspendedReason,
      role: members.role,
    })
    .from(members)
    .innerJoin(tenants, eq(tenants.id, members.tenantId))
    .where(eq(members.userId, userId))
    .orderBy(asc(tenants.name));
}
