import { eq } from "drizzle-orm";
import { z } from "zod";
import { alertMutes } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { readMutes } from "./queries.ts";
import { type MuteView, toMuteView } from "./view.ts";

/** What nobody is told of now. */
export const listMutes = query({
  name: "alert.list_mutes",
  on: "tenant",
  can: "alerts:read",
  input: z.strictObject({}),
  async run({ tx, now, tenantId }): Promise<{ items: MuteView[]; nextCursor: null }> {
    const rows = await readMutes(tx, now, eq(alertMutes.tenantId, tenantId));
    return { items: rows.map(toMuteView), nextCursor: null };
  },
});
