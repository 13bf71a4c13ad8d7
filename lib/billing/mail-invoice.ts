// Writes of an invoice to who is billed, in the transaction that issues it: to the address for invoices, or the owners.
import { and, eq, isNull } from "drizzle-orm";
import { members, users } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { queueMail } from "#lib/mail/queue-mail.ts";
import { formatMicros } from "#lib/shared/format.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { InvoiceView } from "./view.ts";

export async function mailInvoice(
  { tx, now, publicUrl }: Pick<QueryContext, "tx" | "now" | "publicUrl">,
  view: InvoiceView,
): Promise<void> {
  const { id, number, tenant, month, customer, seller } = view;
  const letter = {
    kind: "invoice",
    url: `${publicUrl}/t/${tenant.clientId}/billing/${id}`,
    number: number ?? "",
    month,
    seller: seller.name,
    total: formatMicros(view.totalMicros),
    due: formatMicros(view.dueMicros),
    dueOn: view.status === "paid" ? null : (view.dueAt?.slice(0, "yyyy-mm-dd".length) ?? null),
  } as const;
  const addresses = customer.email ? [customer.email] : await ownersOf(tx, tenant.id as Id<"ten">);
  for (const address of addresses) await queueMail(tx, now, address, letter);
}

async function ownersOf(tx: Tx, tenantId: Id<"ten">): Promise<string[]> {
  const rows = await tx
    .select({ email: users.email })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.tenantId, tenantId), eq(members.role, "owner"), isNull(users.disabledAt)));
  return rows.map(({ email }) => email);
}
