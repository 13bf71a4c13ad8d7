import { z } from "zod";
import { demoData } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";

/** Whether there is, or is being made, demo data in this installation. Everybody who sees numbers should know. */
export const holdsDemoData = query({
  name: "system.holds_demo_data",
  on: "platform",
  can: "anyone",
  input: z.strictObject({}),
  async run({ tx }): Promise<boolean> {
    return (await tx.select({ startedAt: demoData.startedAt }).from(demoData)).length > 0;
  },
});
