// Whose password a reset link sets, for the page behind it.
import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "#db/schema/index.ts";
import { notFound } from "#lib/core/errors.ts";
import { query } from "#lib/core/operation.ts";
import { findLink } from "./one-time-links.ts";
import { linkToken } from "./schemas.ts";

/** Throws `not_found` for a link that was used, has run out, or never was. */
export const findReset = query({
  name: "password_reset.find",
  on: "platform",
  can: "anyone",
  input: z.strictObject({ token: linkToken }),
  async run({ tx, now }, { token }): Promise<{ email: string }> {
    const link = await findLink(tx, "password_reset", token, now);
    if (!link?.userId) throw notFound("link");
    const [user] = await tx.select({ email: users.email }).from(users).where(eq(users.id, link.userId));
    if (!user) throw notFound("link");
    return user;
  },
});
