// Whether a set-up link can be used, for the page behind it.
import { z } from "zod";
import { notFound } from "#lib/core/errors.ts";
import { query } from "#lib/core/operation.ts";
import { findLink } from "./one-time-links.ts";
import { linkToken } from "./schemas.ts";

/** Throws `not_found` for a link that was used, has run out, or never was. */
export const findSetup = query({
  name: "setup.find",
  on: "platform",
  can: "anyone",
  input: z.strictObject({ token: linkToken }),
  async run({ tx, now }, { token }): Promise<{ expiresAt: Date }> {
    const link = await findLink(tx, "first_admin", token, now);
    if (!link) throw notFound("link");
    return { expiresAt: link.expiresAt };
  },
});
