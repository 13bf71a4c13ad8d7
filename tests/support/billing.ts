// Invoices to begin a test with, drawn up by the same command as the worker's.
import { and, eq } from "drizzle-orm";
import { invoices, plans, tenants } from "#db/schema/index.ts";
import { onPlatform } from "#db/tenant.ts";
import { drawUpInvoice } from "#lib/billing/draw-up-invoice.ts";
import { monthAt, shiftMonth } from "#lib/billing/month.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import type { UsagePrices } from "#lib/shared/billing.ts";
import { newId } from "#lib/shared/ids.ts";
import type { TenantRow } from "./factories.ts";
import type { TestWorld } from "./world.ts";

interface Priced {
  monthlyMicros?: number;
  usagePrices?: UsagePrices;
  included?: Record<string, number>;
}

/** Gives a tenant a plan of its own with these prices, and a past that begins before the months that tests bill. */
export async function pricePlan(
  world: TestWorld,
  { id: tenantId }: Pick<TenantRow, "id">,
  { monthlyMicros = 49_000_000, usagePrices = {}, included = {} }: Priced = {},
): Promise<void> {
  const [id, now] = [newId("pln"), world.clock.now()];
  const terms = { scopes: [], limits: [], perRequest: {}, maxExpiryDays: 365, allowsNeverExpiring: true };
  await onPlatform(world.deps.db, async (tx) => {
    await tx.insert(plans).values({
      ...{ ...terms, id, slug: id.toLowerCase(), name: "Basic", createdAt: now, updatedAt: now },
      ...{ monthlyMicros, usagePrices, included },
    });
    await tx
      .update(tenants)
      .set({ planId: id, createdAt: new Date("2020-01-01T00:00:00Z") })
      .where(eq(tenants.id, tenantId));
  });
}

/** The id of a draft of that month, or of the last one that is over. */
export async function makeDraft(
  world: TestWorld,
  tenant: Pick<TenantRow, "id">,
  { month = shiftMonth(monthAt(world.clock.now(), "UTC"), -1), ...priced }: Priced & { month?: string } = {},
): Promise<string> {
  await pricePlan(world, tenant, priced);
  await drawUpInvoice.execute(world.deps, systemPrincipal("test"), { tenant: tenant.id, month });
  const [row] = await onPlatform(world.deps.db, (tx) =>
    tx
      .select({ id: invoices.id })
      .from(invoices)
      .where(and(eq(invoices.tenantId, tenant.id), eq(invoices.month, month))),
  );
  if (!row) throw new Error("no draft was made");
  return row.id;
}
