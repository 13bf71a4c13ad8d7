// Invoices and billing accounts as they are stored. Whoever changes a tenant's money holds its account first.
import { and, eq, gte, lte, or, type SQL, sql } from "drizzle-orm";
import { billingAccounts, billingSettings, invoices, tenants } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { invalidField, notFound } from "#lib/core/errors.ts";
import { decodeCursor } from "#lib/core/page.ts";
import { type BillingSettings, DEFAULT_BILLING_SETTINGS, type InvoiceStatus } from "#lib/shared/billing.ts";
import { type Id, isId } from "#lib/shared/ids.ts";
import type { ListInvoices } from "./schemas.ts";
import type { AccountRow, InvoiceRecord, InvoiceRow } from "./view.ts";

type Filters = Pick<ReturnType<(typeof ListInvoices)["parse"]>, "q" | "status" | "from" | "to" | "cursor">;

/** At most `limit` invoices that meet `where`, newest first. */
export function selectInvoices(tx: Tx, where: SQL | undefined, limit: number): Promise<InvoiceRecord[]> {
  return tx
    .select({
      invoice: invoices,
      tenant: { id: tenants.id, clientId: tenants.clientId, name: tenants.name },
      account: billingAccounts,
    })
    .from(invoices)
    .innerJoin(tenants, eq(tenants.id, invoices.tenantId))
    .leftJoin(billingAccounts, eq(billingAccounts.tenantId, invoices.tenantId))
    .where(where)
    .orderBy(sql`${invoices.createdAt} desc nulls last`, sql`${invoices.id} desc nulls last`)
    .limit(limit);
}

/** What a list asks for, its cursor included. Throws `invalid_input` on a foreign cursor. */
export function whereInvoices({ q, status, from, to, cursor }: Filters, now: Date): SQL | undefined {
  if (from && to && from > to) throw invalidField("to", "Give a month that is not before the first.");
  return and(
    afterCursor(cursor),
    q ? mentions(q) : undefined,
    status?.length ? or(...status.map((each) => hasStatus(each, now))) : undefined,
    from ? gte(invoices.month, from) : undefined,
    to ? lte(invoices.month, to) : undefined,
  );
}

function afterCursor(cursor: string | null | undefined): SQL | undefined {
  const last = decodeCursor(cursor, (text) => isId("bill", text));
  if (!last) return undefined;
  const id = sql.param(last.id, invoices.id);
  return sql`(${invoices.createdAt}, ${invoices.id}) < (${sql.param(last.at, invoices.createdAt)}, ${id})`;
}

/** As statusOf() in view.ts judges a row. */
function hasStatus(status: InvoiceStatus, now: Date): SQL | undefined {
  if (status !== "open" && status !== "overdue") return eq(invoices.state, status);
  const due = sql.param(now, invoices.dueAt);
  const late = sql`coalesce(${invoices.dueAt} < ${due}, false)`;
  return and(eq(invoices.state, "open"), status === "overdue" ? late : sql`not ${late}`);
}

/** In number, name or client id, wherever it stands. */
function mentions(q: string): SQL {
  const anywhere = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`(${invoices.number} ilike ${anywhere} or ${tenants.name} ilike ${anywhere} or ${tenants.clientId} ilike ${anywhere})`;
}

/** Throws `not_found`. Without a tenant it is looked for in all. */
export async function readInvoice(
  tx: Tx,
  invoiceId: string,
  tenantId: Id<"ten"> | null,
): Promise<InvoiceRecord> {
  if (!isId("bill", invoiceId)) throw notFound("invoice");
  const its = tenantId ? eq(invoices.tenantId, tenantId) : undefined;
  const [record] = await selectInvoices(tx, and(its, eq(invoices.id, invoiceId)), 1);
  if (!record) throw notFound("invoice");
  return record;
}

/** As readInvoice() in all tenants, and holds the tenant's account until the transaction ends. */
export async function lockInvoice(tx: Tx, now: Date, invoiceId: string): Promise<InvoiceRecord> {
  const { invoice } = await readInvoice(tx, invoiceId, null);
  await lockAccount(tx, now, invoice.tenantId);
  return readInvoice(tx, invoiceId, invoice.tenantId);
}

export async function findMonth(tx: Tx, tenantId: Id<"ten">, month: string): Promise<InvoiceRow | null> {
  const [row] = await tx
    .select()
    .from(invoices)
    .where(and(eq(invoices.tenantId, tenantId), eq(invoices.month, month)));
  return row ?? null;
}

export async function changeInvoice(
  tx: Tx,
  { tenantId, id }: InvoiceRow,
  change: Partial<typeof invoices.$inferInsert>,
): Promise<void> {
  await tx
    .update(invoices)
    .set(change)
    .where(and(eq(invoices.tenantId, tenantId), eq(invoices.id, id)));
}

/** Who is billed for a tenant; null while nobody has said anything. */
export async function findAccount(tx: Tx, tenantId: Id<"ten">): Promise<AccountRow | null> {
  const [row] = await tx.select().from(billingAccounts).where(eq(billingAccounts.tenantId, tenantId));
  return row ?? null;
}

/** The same, and holds it until the transaction ends. */
export async function lockAccount(tx: Tx, now: Date, tenantId: Id<"ten">): Promise<AccountRow> {
  await tx.insert(billingAccounts).values({ tenantId, updatedAt: now }).onConflictDoNothing();
  const its = eq(billingAccounts.tenantId, tenantId);
  const [row] = await tx.select().from(billingAccounts).where(its).for("update");
  if (!row) throw notFound("tenant");
  return row;
}

export async function readSettings(tx: Tx): Promise<BillingSettings> {
  const [row] = await tx.select().from(billingSettings);
  if (!row) return DEFAULT_BILLING_SETTINGS;
  const { id: _id, updatedAt: _updatedAt, ...settings } = row;
  return settings;
}
