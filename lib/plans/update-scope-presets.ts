import { asc } from "drizzle-orm";
import { scopePresets } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { invalidField } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { UpdateScopePresets } from "./schemas.ts";
import { type ScopePresetView, toScopePresetView } from "./view.ts";

/** Replaces all presets. Keys that were made with one keep the scopes that it had then. */
export const updateScopePresets = command({
  name: "scope_preset.update",
  on: "platform",
  can: "plans:write",
  input: UpdateScopePresets,
  async run({ tx, audit }, { presets }) {
    for (const [index, { scopes }] of presets.entries()) refuseNested(scopes, index);
    const before = await readPresets(tx);
    await tx.delete(scopePresets);
    if (presets.length > 0)
      await tx.insert(scopePresets).values(presets.map((preset, position) => ({ ...preset, position })));
    const after = await readPresets(tx);
    audit({
      target: { type: "scope_presets", id: "scope_presets" },
      before: { presets: before },
      after: { presets: after },
    });
    return { items: after, nextCursor: null };
  },
});

async function readPresets(tx: Tx): Promise<ScopePresetView[]> {
  const rows = await tx.select().from(scopePresets).orderBy(asc(scopePresets.position));
  return rows.map(toScopePresetView);
}

function refuseNested(scopes: readonly string[], index: number): void {
  const nested = scopes.find((scope) => scope !== "*" && !scope.includes(":"));
  if (nested !== undefined)
    throw invalidField(
      `presets.${index}.scopes`,
      `${nested} is no scope; a scope looks like resource:action.`,
    );
}
