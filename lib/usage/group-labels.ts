// Names for the groups of a chart: a key's name, a tenant's, an outcome in words.
import type { Tx } from "#db/tenant.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { isOutcome, OUTCOME_LABELS } from "#lib/shared/outcome-labels.ts";
import { NO_LABEL, OTHER_LABELS } from "#lib/shared/usage-grain.ts";
import { keyNames, tenantNames } from "./queries.ts";
import type { Group } from "./schemas.ts";

export interface GroupLabel {
  label: string;
  /** A second line: the client id behind a key or a tenant. */
  detail?: string;
}

const ENVIRONMENT_LABELS: Record<string, string> = { live: "Live", test: "Test", none: "Unknown keys" };

const LEGACY_LABELS: Record<string, string> = { legacy: "Legacy keys", current: "Other keys" };

const RESOURCE_LABELS: Record<string, string> = {
  [NO_LABEL]: "No resource",
  [OTHER_LABELS]: "Further resources",
};

const SCOPE_LABELS: Record<string, string> = {
  [NO_LABEL]: "No scope",
  [OTHER_LABELS]: "Further scopes",
};

const PAYER_LABELS: Record<string, string> = {
  byok: "Tenant’s own key",
  managed: "Platform’s key",
  request: "Key of the call",
};

/** Calls with keys that belong to nobody are counted under this key id. */
export const UNKNOWN_KEY = PLATFORM_TENANT.replace("ten_", "key_") as Id<"key">;

/** A label for every group in `groups`; what has no name any more is called by its id. */
export async function labelGroups(
  tx: Tx,
  by: Group,
  groups: string[],
  tenantId: Id<"ten">,
): Promise<(group: string) => GroupLabel> {
  const names = new Map<string, GroupLabel>();
  if (by === "key") {
    for (const key of await keyNames(tx, groups as Id<"key">[]))
      names.set(key.id, {
        label: key.name,
        detail: tenantId === PLATFORM_TENANT ? key.clientId : key.environment,
      });
    names.set(UNKNOWN_KEY, { label: "Unknown keys" });
  }
  if (by === "tenant") {
    for (const tenant of await tenantNames(tx, groups as Id<"ten">[]))
      names.set(tenant.id, { label: tenant.name, detail: tenant.clientId });
    names.set(PLATFORM_TENANT, { label: "Unknown keys" });
  }
  return (group) => names.get(group) ?? { label: plainLabel(by, group) };
}

function plainLabel(by: Group, group: string): string {
  if (by === "none") return "All calls";
  if (by === "environment") return ENVIRONMENT_LABELS[group] ?? group;
  if (by === "legacy") return LEGACY_LABELS[group] ?? group;
  if (by === "resource") return RESOURCE_LABELS[group] ?? group;
  if (by === "scope") return SCOPE_LABELS[group] ?? group;
  if (by === "payer") return PAYER_LABELS[group] ?? group;
  return isOutcome(group) ? OUTCOME_LABELS[group] : group;
}
