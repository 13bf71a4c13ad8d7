import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { z } from "zod";
import { credentials, credentialVersions } from "#db/schema/index.ts";
import { MINUTE_MS } from "#lib/core/clock.ts";
import { command } from "#lib/core/operation.ts";
import type { Id } from "#lib/shared/ids.ts";
import { writeVersion } from "./queries.ts";

export interface ClaimedCheck {
  tenantId: Id<"ten">;
  credentialId: Id<"cred">;
  version: number;
}

/** Takes the check that is due longest; if nothing is noted of it within a minute, it is due again. */
export const claimCheck = command({
  name: "credential.claim_check",
  on: "platform",
  can: "system:write",
  input: z.strictObject({}),
  async run({ tx, now, unchanged }): Promise<{ claimed: ClaimedCheck | null }> {
    unchanged();
    const [due] = await tx
      .select({
        tenantId: credentialVersions.tenantId,
        credentialId: credentialVersions.credentialId,
        version: credentialVersions.version,
      })
      .from(credentialVersions)
      .innerJoin(
        credentials,
        and(
          eq(credentials.tenantId, credentialVersions.tenantId),
          eq(credentials.id, credentialVersions.credentialId),
        ),
      )
      .where(
        and(
          lte(credentialVersions.checkRequestedAt, now),
          eq(credentialVersions.state, "stored"),
          isNull(credentials.removedAt),
        ),
      )
      .orderBy(asc(credentialVersions.checkRequestedAt))
      .limit(1)
      .for("no key update", { of: credentialVersions, skipLocked: true });
    if (due) await writeVersion(tx, due, { checkRequestedAt: new Date(now.getTime() + MINUTE_MS) });
    return { claimed: due ?? null };
  },
});
