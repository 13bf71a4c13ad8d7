// By what usage can be split and narrowed, and what each is called in the address and to people.
import type { Group } from "#lib/usage/schemas.ts";

export type DimensionName = Exclude<Group, "none">;

export interface Dimension {
  /** The parameter of its filter. */
  param: string;
  one: string;
  many: string;
}

export const DIMENSIONS: Record<DimensionName, Dimension> = {
  tenant: { param: "tenant", one: "Tenant", many: "Tenants" },
  key: { param: "key", one: "Key", many: "Keys" },
  resource: { param: "resource", one: "Resource", many: "Resources" },
  scope: { param: "scope", one: "Scope", many: "Scopes" },
  outcome: { param: "outcome", one: "Outcome", many: "Outcomes" },
  model: { param: "model", one: "Model", many: "Models" },
  provider: { param: "provider", one: "Provider", many: "Providers" },
  payer: { param: "payer", one: "Payer", many: "Payers" },
  environment: { param: "env", one: "Environment", many: "Environments" },
  legacy: { param: "legacy", one: "Legacy mark", many: "Legacy marks" },
};

export const DIMENSION_NAMES = Object.keys(DIMENSIONS) as DimensionName[];

/** In the order in which people take usage apart, and so the order of the chips. */
export const FILTER_PARAMS = DIMENSION_NAMES.map((name) => DIMENSIONS[name].param);
