// Throws away refused secrets that nobody has tried for a while, with where they came from.
import { lt } from "drizzle-orm";
import { z } from "zod";
import { unknownKeys } from "#db/schema/index.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { command } from "#lib/core/operation.ts";

const KEPT_DAYS = 30;

export const sweepUnknownKeys = command({
  name: "unknown_key.sweep",
  on: "platform",
  can: "system:write",
  input: z.strictObject({}),
  async run({ tx, now, unchanged }): Promise<{ unknownKeys: number }> {
    unchanged();
    const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS);
    const { count } = await tx.delete(unknownKeys).where(lt(unknownKeys.lastAt, before));
    return { unknownKeys: count };
  },
});
