// Signs a person out everywhere but here.
import { z } from "zod";
import { command } from "#lib/core/operation.ts";
import { endSessionsOf } from "./session-rows.ts";
import { requireUser } from "./user-principal.ts";

export const endOtherSessions = command({
  name: "session.end_others",
  on: "platform",
  can: "anyone",
  /** `keep` is the session that goes on; left out, all end. */
  input: z.strictObject({ keep: z.string().max(40).optional() }),
  async run({ tx, now, principal, audit, unchanged }, { keep }): Promise<{ ended: number }> {
    const userId = requireUser(principal);
    const ended = await endSessionsOf(tx, userId, now, keep);
    if (ended === 0) unchanged();
    else audit({ target: { type: "user", id: userId, label: principal.actor.label }, after: { ended } });
    return { ended };
  },
});
