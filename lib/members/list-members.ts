// Who belongs to a tenant, and who is invited.
import { and, asc, eq, max } from "drizzle-orm";
import { z } from "zod";
import { invitations, members, sessions, users } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import type { Role } from "#lib/shared/permissions.ts";
import { isOpen } from "./queries.ts";

export interface MemberView {
  userId: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: Date;
  /** When they last opened a page; null for never. */
  seenAt: Date | null;
}

export interface InvitationView {
  id: string;
  email: string;
  role: Role;
  createdAt: Date;
  expiresAt: Date;
}

export interface MemberList {
  items: MemberView[];
  nextCursor: null;
  invitations: InvitationView[];
}

export const listMembers = query({
  name: "member.list",
  on: "tenant",
  can: "members:read",
  input: z.strictObject({}),
  async run({ tx, now, tenantId }): Promise<MemberList> {
    const people = await tx
      .select({
        userId: members.userId,
        name: users.name,
        email: users.email,
        role: members.role,
        joinedAt: members.createdAt,
        seenAt: max(sessions.seenAt),
      })
      .from(members)
      .innerJoin(users, eq(users.id, members.userId))
      .leftJoin(sessions, eq(sessions.userId, users.id))
      .where(eq(members.tenantId, tenantId))
      .groupBy(members.tenantId, members.userId, users.id)
      .orderBy(asc(users.name), asc(users.id));
    const open = await tx
      .select({
        id: invitations.id,
        email: invitations.email,
        role: invitations.role,
        createdAt: invitations.createdAt,
        expiresAt: invitations.expiresAt,
      })
      .from(invitations)
      .where(and(eq(invitations.tenantId, tenantId), isOpen(now)))
      .orderBy(asc(invitations.createdAt));
    return { items: people, nextCursor: null, invitations: open };
  },
});
