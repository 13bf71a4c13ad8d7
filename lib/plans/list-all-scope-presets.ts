import { asc } from "drizzle-orm";
import { scopePresets } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { Nothing } from "./schemas.ts";
import { toScopePresetView } from "./view.ts";

/** The named sets of scopes that forms offer, for platform staff. */
export const listAllScopePresets = query({
  name: "scope_preset.list_all",
  on: "platform",
  can: "plans:read",
  input: Nothing,
  async run({ tx }) {
    const rows = await tx.select().from(scopePresets).orderBy(asc(scopePresets.position));
    return { items: rows.map(toScopePresetView), nextCursor: null };
  },
});
