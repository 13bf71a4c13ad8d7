// Plans and scope presets as they are shown.
import { z } from "zod";
import type { plans, scopePresets } from "#db/schema/index.ts";
import { planGatewayInput } from "./gateway-schemas.ts";
import { LimitView } from "./limit-schemas.ts";
import { usagePricesInput } from "./price-schemas.ts";

const time = z.iso.datetime();

export const PlanView = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  scopes: z.array(z.string()),
  limits: z.array(LimitView),
  perRequest: z.record(z.string(), z.int()),
  gateway: planGatewayInput,
  maxExpiryDays: z.int(),
  allowsNeverExpiring: z.boolean(),
  staleOkSeconds: z.int(),
  included: z.record(z.string(), z.int()),
  monthlyMicros: z.int().describe("What a month costs, in micros of a dollar."),
  usagePrices: usagePricesInput,
  isDefault: z.boolean(),
  createdAt: time,
  updatedAt: time,
});
export type PlanView = z.infer<typeof PlanView>;

export const ScopePresetView = z.strictObject({
  name: z.string(),
  description: z.string(),
  scopes: z.array(z.string()),
});
export type ScopePresetView = z.infer<typeof ScopePresetView>;

export function toPlanView(row: typeof plans.$inferSelect): PlanView {
  const gateway = row.gateway as PlanView["gateway"];
  return { ...row, gateway, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}

export function toScopePresetView(row: typeof scopePresets.$inferSelect): ScopePresetView {
  return { name: row.name, description: row.description, scopes: row.scopes };
}
