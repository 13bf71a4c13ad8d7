// A tenant's month as it stands: its plan, its days, what it used, and what of that is to be paid.
import { eq } from "drizzle-orm";
import { tenants } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { notFound } from "#lib/core/errors.ts";
import type { PlanRow } from "#lib/plans/plan-of.ts";
import { planOf } from "#lib/plans/plan-of.ts";
import type { Adjustment, BillingSettings } from "#lib/shared/billing.ts";
import type { Id } from "#lib/shared/ids.ts";
import { type Drawn, drawUp, type Month, pricedMeters, type Terms } from "./draw-up.ts";
import { endsOfMonth, type MonthEnds, presenceIn } from "./month.ts";
import { readQuantities } from "./quantities.ts";
import { findAccount } from "./queries.ts";

export interface BilledTenant {
  tenant: typeof tenants.$inferSelect;
  plan: PlanRow;
  settings: BillingSettings;
}

export interface RedrawnMonth {
  ends: MonthEnds;
  /** All that it was drawn up from, so that it can be drawn up with other amounts. */
  month: Month;
  drawn: Drawn;
}

/** Throws `not_found`. */
export async function readBilled(
  tx: Tx,
  tenantId: Id<"ten">,
  settings: BillingSettings,
): Promise<BilledTenant> {
  const [tenant] = await tx.select().from(tenants).where(eq(tenants.id, tenantId));
  if (!tenant) throw notFound("tenant");
  return { tenant, plan: (await planOf(tx, tenantId)).plan, settings };
}

/** `name` is the month's, such as "2026-10". `credit` is what may be spent on it, in micros of a dollar. */
export async function redraw(
  tx: Tx,
  now: Date,
  { tenant, plan, settings }: BilledTenant,
  name: string,
  { adjustments, credit }: { adjustments: readonly Adjustment[]; credit: number },
): Promise<RedrawnMonth> {
  const ends = endsOfMonth(name, tenant.timeZone);
  const account = await findAccount(tx, tenant.id);
  const absent = tenant.suspendedAt !== null && tenant.suspendedAt <= ends.from;
  const month: Month = {
    terms: termsOf(plan),
    used: await readQuantities(tx, tenant.id, pricedMeters(plan.usagePrices), ends, now),
    presence: absent ? null : presenceIn(name, tenant.timeZone, tenant.createdAt),
    tax: { name: settings.taxName, basisPoints: account?.taxBasisPoints ?? settings.taxBasisPoints },
    adjustments: adjustments.map(({ text, micros }) => ({ text, micros: BigInt(micros) })),
    credit: BigInt(credit),
  };
  return { ends, month, drawn: drawUp(month) };
}

function termsOf({ name, monthlyMicros, included, usagePrices }: PlanRow): Terms {
  const each = <From, To>(record: Record<string, From>, as: (value: From) => To) =>
    Object.fromEntries(Object.entries(record).map(([meter, value]) => [meter, as(value)]));
  return {
    planName: name,
    monthlyMicros: BigInt(monthlyMicros),
    included: each(included, BigInt),
    prices: each(usagePrices, ({ micros, per }) => ({ micros: BigInt(micros), per: BigInt(per) })),
  };
}
