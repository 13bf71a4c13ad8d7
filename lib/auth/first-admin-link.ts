// The single-use link that makes the first admin, for whoever starts a new installation.
import { z } from "zod";
import { DAY_MS } from "#lib/core/clock.ts";
import { command, type Deps } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { lockAdmins } from "./admins.ts";
import { insertLink } from "./one-time-links.ts";

const LIFE_MS = DAY_MS;

const makeFirstAdminLink = command({
  name: "setup.link",
  on: "platform",
  can: "system:write",
  input: z.strictObject({}),
  async run({ tx, now, publicUrl, audit, unchanged }): Promise<{ url: string | null }> {
    if ((await lockAdmins(tx)).length > 0) {
      unchanged();
      return { url: null };
    }
    const token = await insertLink(tx, { purpose: "first_admin" }, now, LIFE_MS);
    audit({ after: { lifeHours: LIFE_MS / 3_600_000 } });
    return { url: `${publicUrl}/setup/${token}` };
  },
});

/** An address that works once, for 24 hours; null when there is an admin already. */
export async function firstAdminLink(deps: Deps): Promise<string | null> {
  const { url } = await makeFirstAdminLink.execute(deps, systemPrincipal("setup"), {});
  return url;
}
