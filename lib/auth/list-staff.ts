// Who belongs to the platform, and who is invited to it.
import { and, asc, eq, gt, isNotNull, isNull, max } from "drizzle-orm";
import { z } from "zod";
import { oneTimeLinks, sessions, users } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import type { PlatformRole } from "#lib/shared/permissions.ts";

export interface StaffView {
  id: string;
  name: string;
  email: string;
  platformRole: PlatformRole;
  createdAt: Date;
  /** When they last opened a page; null for never. */
  seenAt: Date | null;
}

/** One of the staff, where nothing is said of what they do. */
export type StaffMember = Pick<StaffView, "id" | "name" | "email" | "platformRole">;

export interface StaffInvitationView {
  id: string;
  email: string;
  platformRole: PlatformRole;
  createdAt: Date;
  expiresAt: Date;
}

export interface StaffList {
  items: StaffView[];
  nextCursor: null;
  invitations: StaffInvitationView[];
}

export const listStaff = query({
  name: "staff.list",
  on: "platform",
  can: "system:read",
  input: z.strictObject({}),
  async run({ tx, now }): Promise<StaffList> {
    const staff = await tx
      .select({
        id: users.id,
        name: users.name,
        email: users.email,
        platformRole: users.platformRole,
        createdAt: users.createdAt,
        seenAt: max(sessions.seenAt),
      })
      .from(users)
      .leftJoin(sessions, eq(sessions.userId, users.id))
      .where(and(isNotNull(users.platformRole), isNull(users.disabledAt)))
      .groupBy(users.id)
      .orderBy(asc(users.name), asc(users.id));
    const invitations = await tx
      .select({
        id: oneTimeLinks.id,
        email: oneTimeLinks.email,
        platformRole: oneTimeLinks.platformRole,
        createdAt: oneTimeLinks.createdAt,
        expiresAt: oneTimeLinks.expiresAt,
      })
      .from(oneTimeLinks)
      .where(
        and(
          eq(oneTimeLinks.purpose, "platform_invitation"),
          isNull(oneTimeLinks.usedAt),
          gt(oneTimeLinks.expiresAt, now),
        ),
      )
      .orderBy(asc(oneTimeLinks.createdAt));
    return {
      items: staff as StaffView[],
      nextCursor: null,
      invitations: invitations as StaffInvitationView[],
    };
  },
});
