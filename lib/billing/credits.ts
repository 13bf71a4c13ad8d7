// The ledger of what was prepaid. Whoever writes to it holds the tenant's account, so that what is left never goes below
// nothing.
import { eq, sql } from "drizzle-orm";
import { creditEntries } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import type { Principal } from "#lib/core/principal.ts";
import type { CreditKind } from "#lib/shared/billing.ts";
import { type Id, newId } from "#lib/shared/ids.ts";
import type { CreditRow } from "./view.ts";

interface NewEntry {
  tenantId: Id<"ten">;
  kind: CreditKind;
  micros: number;
  note: string;
  invoiceId: Id<"bill"> | null;
}

/** What is left, in micros of a dollar. */
export async function creditBalance(tx: Tx, tenantId: Id<"ten">): Promise<number> {
  const [row] = await tx
    .select({ micros: sql<string>`coalesce(sum(${creditEntries.micros}), 0)::text` })
    .from(creditEntries)
    .where(eq(creditEntries.tenantId, tenantId));
  return Number(row?.micros ?? 0);
}

export async function addCredit(
  tx: Tx,
  now: Date,
  principal: Principal,
  entry: NewEntry,
): Promise<CreditRow> {
  const row = { ...entry, id: newId("crd"), at: now, byLabel: principal.actor.label };
  await tx.insert(creditEntries).values(row);
  return row;
}
