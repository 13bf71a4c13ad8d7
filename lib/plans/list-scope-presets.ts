import { asc } from "drizzle-orm";
import { scopePresets } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { Nothing } from "./schemas.ts";
import { toScopePresetView } from "./view.ts";

/** The named sets of scopes that forms offer, for a member of a tenant. */
export const listScopePresets = query({
  name: "scope_preset.list",
  on: "tenant",
  can: ["plans:read", "keys:read"],
  input: Nothing,
  async run({ tx }) {
    const rows = await tx.select().from(scopePresets).orderBy(asc(scopePresets.position));
    return { items: rows.map(toScopePresetView), nextCursor: null };
  },
});
