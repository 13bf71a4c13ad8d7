import { lt } from "drizzle-orm";
import { z } from "zod";
import { sealTickets, vaultRotations } from "#db/schema/index.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { command } from "#lib/core/operation.ts";

const KEPT_DAYS = { tickets: 2, rotations: 365 };

/** Throws away tickets that nothing can be sealed with any more, and old rotations. */
export const sweepVault = command({
  name: "vault.sweep",
  on: "platform",
  can: "system:write",
  input: z.strictObject({}),
  async run({ tx, now, unchanged }): Promise<{ tickets: number; rotations: number }> {
    unchanged();
    const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
    const tickets = await tx.delete(sealTickets).where(lt(sealTickets.expiresAt, before(KEPT_DAYS.tickets)));
    const rotations = await tx
      .delete(vaultRotations)
      .where(lt(vaultRotations.finishedAt, before(KEPT_DAYS.rotations)));
    return { tickets: tickets.count, rotations: rotations.count };
  },
});
