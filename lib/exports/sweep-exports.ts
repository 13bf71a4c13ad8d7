// Deletes files whose time has run out.
import { lte } from "drizzle-orm";
import { z } from "zod";
import { exportFiles } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";

export const sweepExports = command({
  name: "export.sweep",
  on: "platform",
  can: "system:write",
  input: z.strictObject({}),
  async run({ tx, now, unchanged }): Promise<{ exports: number }> {
    unchanged();
    const swept = await tx.delete(exportFiles).where(lte(exportFiles.expiresAt, now));
    return { exports: swept.count };
  },
});
