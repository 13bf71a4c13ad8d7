// A preset's name among scopes stands for the scopes that the preset has now.
import { scopePresets } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { invalidField } from "#lib/core/errors.ts";

/** `["read", "logs:write"]` becomes `["*:read", "logs:write"]`. Throws `invalid_input` on a name that no preset has. */
export async function expandScopes(tx: Tx, scopes: readonly string[]): Promise<string[]> {
  if (scopes.every(isScope)) return [...scopes];
  const rows = await tx.select({ name: scopePresets.name, scopes: scopePresets.scopes }).from(scopePresets);
  const presets = new Map(rows.map((row) => [row.name, row.scopes]));
  const expanded = scopes.flatMap((scope, index) => {
    if (isScope(scope)) return [scope];
    const known = presets.get(scope);
    if (known) return known;
    throw invalidField(`scopes.${index}`, `No preset is named ${scope}; a scope looks like resource:action.`);
  });
  return [...new Set(expanded)];
}

const isScope = (text: string) => text === "*" || text.includes(":");
