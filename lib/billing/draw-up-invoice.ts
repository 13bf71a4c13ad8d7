// Draws up a tenant's month that is over: makes its draft, brings it up to date, and lets go of one that comes to nothing.
// A month is settled when nothing that comes late changes any more what is billed for it.
import { and, eq } from "drizzle-orm";
import { billingAccounts, invoices } from "#db/schema/index.ts";
import { type CommandContext, command } from "#lib/core/operation.ts";
import { type Id, newId } from "#lib/shared/ids.ts";
import { findTenantId } from "#lib/tenants/find-tenant-id.ts";
import { targetOf } from "./change-invoice.ts";
import { changedFigures, figuresOf } from "./draft.ts";
import { endsOfMonth, shiftMonth } from "./month.ts";
import { changeInvoice, findMonth, lockAccount, readInvoice, readSettings } from "./queries.ts";
import { type BilledTenant, readBilled } from "./redraw.ts";
import { DrawUpInvoice } from "./schemas.ts";
import { type InvoiceRow, type InvoiceView, issuesAt, toInvoiceView } from "./view.ts";

export interface DrawnUp {
  /** A draft that waits for nothing any more. */
  issue: string | null;
  /** Whether a draft was made, changed or removed. */
  changed: boolean;
}

export const drawUpInvoice = command({
  name: "invoice.draw_up",
  on: "platform",
  can: "billing:write",
  input: DrawUpInvoice,
  async run(context, { tenant, month }): Promise<DrawnUp> {
    const { tx, now, unchanged } = context;
    const tenantId = await findTenantId(tx, tenant);
    const { settledMonth } = await lockAccount(tx, now, tenantId);
    // From here on no month is left out, however long nobody draws up anything.
    if (settledMonth === null) await settle(context, tenantId, shiftMonth(month, -1));
    const billed = await readBilled(tx, tenantId, await readSettings(tx));
    const { to } = endsOfMonth(month, billed.tenant.timeZone);
    const isOpen = to <= now && (settledMonth === null || settledMonth < month);
    const done = isOpen ? await work(context, billed, month, issuesAt(to, billed.settings) <= now) : NOTHING;
    if (!done.changed) unchanged();
    return done;
  },
});

const NOTHING: DrawnUp = { issue: null, changed: false };

async function work(
  context: CommandContext,
  billed: BilledTenant,
  month: string,
  isLate: boolean,
): Promise<DrawnUp> {
  const tenantId = billed.tenant.id;
  const found = await findMonth(context.tx, tenantId, month);
  const { row, changed } = found ? await follow(context, billed, found) : await begin(context, billed, month);
  if (row?.state === "draft" && !isLate) return { issue: null, changed };
  if (row?.state === "draft" && row.totalMicros > 0) return { issue: row.id, changed };
  if (row || isLate) await settle(context, tenantId, month);
  // Less than nothing stays, for a person to look at.
  if (row?.state !== "draft" || row.totalMicros < 0) return { issue: null, changed };
  await remove(context, row);
  return { issue: null, changed: true };
}

interface Draft {
  row: InvoiceRow | null;
  changed: boolean;
}

/** Without a row as long as it comes to nothing. */
async function begin(context: CommandContext, billed: BilledTenant, month: string): Promise<Draft> {
  const { tx, now, audit } = context;
  const tenantId = billed.tenant.id;
  const figures = await figuresOf(tx, now, billed, { month, adjustments: [] });
  if (figures.totalMicros === 0) return { row: null, changed: false };
  const id = newId("bill");
  const times = { createdAt: now, updatedAt: now };
  await tx
    .insert(invoices)
    .values({ tenantId, id, month, state: "draft", adjustments: [], ...figures, ...times });
  const after = await viewOf(context, tenantId, id);
  audit({ target: targetOf(after), tenantId, after });
  return { row: await findMonth(tx, tenantId, month), changed: true };
}

/** What is issued or void stays as it is. */
async function follow(context: CommandContext, billed: BilledTenant, found: InvoiceRow): Promise<Draft> {
  const { tx, now, audit } = context;
  const { tenantId, id } = found;
  const figures = found.state === "draft" ? await changedFigures(tx, now, billed, found) : null;
  if (!figures) return { row: found, changed: false };
  const before = await viewOf(context, tenantId, id);
  await changeInvoice(tx, found, { ...figures, updatedAt: now });
  const after = await viewOf(context, tenantId, id);
  audit({ target: targetOf(after), tenantId, before, after });
  return { row: { ...found, ...figures }, changed: true };
}

async function remove(context: CommandContext, { tenantId, id }: InvoiceRow): Promise<void> {
  const before = await viewOf(context, tenantId, id);
  await context.tx.delete(invoices).where(and(eq(invoices.tenantId, tenantId), eq(invoices.id, id)));
  context.audit({ target: targetOf(before), tenantId, before });
}

async function settle({ tx, now }: CommandContext, tenantId: Id<"ten">, month: string): Promise<void> {
  await tx
    .update(billingAccounts)
    .set({ settledMonth: month, updatedAt: now })
    .where(eq(billingAccounts.tenantId, tenantId));
}

async function viewOf({ tx, now }: CommandContext, tenantId: Id<"ten">, id: string): Promise<InvoiceView> {
  return toInvoiceView(await readInvoice(tx, id, tenantId), await readSettings(tx), now);
}
