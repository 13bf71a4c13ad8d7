// Says that the demo data is complete, in the installation's own audit trail.
import { isNull } from "drizzle-orm";
import { z } from "zod";
import { demoData } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";

export const finishDemo = command({
  name: "demo_data.create",
  on: "platform",
  can: "system:write",
  input: z.strictObject({ tenants: z.int(), keys: z.int(), calls: z.int() }),
  async run({ tx, now, audit, unchanged }, made): Promise<void> {
    const finished = await tx
      .update(demoData)
      .set({ finishedAt: now })
      .where(isNull(demoData.finishedAt))
      .returning({ finishedAt: demoData.finishedAt });
    if (finished.length === 0) unchanged();
    else audit({ after: made });
  },
});
