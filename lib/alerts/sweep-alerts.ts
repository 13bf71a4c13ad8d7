import { z } from "zod";
import { DAY_MS } from "#lib/core/clock.ts";
import { command } from "#lib/core/operation.ts";
import { forgetOld } from "./queries.ts";

const KEPT_DAYS = 400;

/** Forgets alerts that were over long ago. */
export const sweepAlerts = command({
  name: "alert.sweep",
  on: "platform",
  can: "system:write",
  input: z.strictObject({}),
  run({ tx, now, unchanged }): Promise<{ alerts: number; mutes: number }> {
    unchanged();
    return forgetOld(tx, new Date(now.getTime() - KEPT_DAYS * DAY_MS), now);
  },
});
