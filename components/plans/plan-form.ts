// What the plan form holds, and what of it is sent.
import { type PlanGatewayDraft, planGatewayDraft, planGatewayOf } from "#components/gateway/gateway-draft.ts";
import {
  type LimitDraft,
  limitDraft,
  limitInput,
  type PerRequestDraft,
  perRequestDrafts,
  perRequestOf,
} from "#components/limits/limit-draft.ts";
import {
  type UsagePriceDraft,
  usagePriceDrafts,
  usagePricesOf,
} from "#components/plans/usage-price-draft.ts";
import type { PlanView } from "#lib/plans/view.ts";
import { dollarsOf, microsOf } from "#lib/shared/money.ts";

export interface PlanFormValues {
  name: string;
  slug: string;
  description: string;
  scopes: string[];
  limits: LimitDraft[];
  perRequest: PerRequestDraft[];
  gateway: PlanGatewayDraft;
  maxExpiryDays: string;
  allowsNeverExpiring: boolean;
  staleOkMinutes: string;
  included: PerRequestDraft[];
  monthlyDollars: string;
  usagePrices: UsagePriceDraft[];
  isDefault: boolean;
}

/** A form that holds what the plan is now, or what a new one begins with. */
export function planForm(plan: PlanView | null): PlanFormValues {
  return {
    name: plan?.name ?? "",
    slug: plan?.slug ?? "",
    description: plan?.description ?? "",
    scopes: plan?.scopes ?? [],
    limits: (plan?.limits ?? []).map(limitDraft),
    perRequest: perRequestDrafts(plan?.perRequest ?? {}),
    gateway: planGatewayDraft(plan?.gateway ?? {}),
    maxExpiryDays: String(plan?.maxExpiryDays ?? 365),
    allowsNeverExpiring: plan?.allowsNeverExpiring ?? true,
    staleOkMinutes: String((plan?.staleOkSeconds ?? 0) / 60),
    included: includedDrafts(plan?.included ?? {}),
    monthlyDollars: dollarsOf(plan?.monthlyMicros ?? 0),
    usagePrices: usagePriceDrafts(plan?.usagePrices ?? {}),
    isDefault: plan?.isDefault ?? false,
  };
}

/** The part that both creating and changing send. */
export function planInput(values: PlanFormValues) {
  return {
    name: values.name,
    description: values.description,
    scopes: values.scopes,
    limits: values.limits.map(limitInput),
    perRequest: perRequestOf(values.perRequest),
    gateway: planGatewayOf(values.gateway),
    maxExpiryDays: Number(values.maxExpiryDays) || 0,
    allowsNeverExpiring: values.allowsNeverExpiring,
    staleOkSeconds: Math.round((Number(values.staleOkMinutes) || 0) * 60),
    included: includedOf(values.included),
    monthlyMicros: values.monthlyDollars.trim() === "" ? 0 : (microsOf(values.monthlyDollars) ?? -1),
    usagePrices: usagePricesOf(values.usagePrices),
  };
}

/** Of the meter "cost" people think in dollars. */
const includedDrafts = (included: Record<string, number>) =>
  perRequestDrafts(included).map((draft) =>
    draft.meter === "cost" ? { ...draft, max: dollarsOf(Number(draft.max)) } : draft,
  );

const includedOf = (drafts: PerRequestDraft[]) =>
  perRequestOf(
    drafts.map((draft) =>
      draft.meter.trim() === "cost" ? { ...draft, max: String(microsOf(draft.max) ?? -1) } : draft,
    ),
  );
