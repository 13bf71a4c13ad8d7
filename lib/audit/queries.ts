// Reads of the audit trail: a page of it, newest first, and one chain from its beginning.
import { and, asc, desc, eq, gt, gte, ilike, inArray, like, lt, lte, or, type SQL } from "drizzle-orm";
import { auditEntries as entries, auditHeads as heads, tenants } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import type { CursorPosition } from "#lib/core/page.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { EntryRow } from "./entry-view.ts";
import type { AuditQuestion } from "./schemas.ts";

/** Up to `limit` entries before `position`. `tenantIds` left out means every trail that the transaction may see. */
export async function selectEntries(
  tx: Tx,
  tenantIds: Id<"ten">[] | undefined,
  question: Omit<AuditQuestion, "cursor">,
  position: CursorPosition | null,
): Promise<EntryRow[]> {
  const rows = await tx
    .select({ entry: entries, clientId: tenants.clientId, tenantName: tenants.name })
    .from(entries)
    .leftJoin(tenants, eq(tenants.id, entries.tenantId))
    .where(and(tenantIds && inArray(entries.tenantId, tenantIds), after(position), ...conditions(question)))
    .orderBy(desc(entries.at), desc(entries.id))
    .limit(question.limit);
  return rows.map(({ entry, ...tenant }) => ({ ...entry, ...tenant }));
}

/** One entry; of one tenant's trail, or of any that the transaction may see. */
export async function findEntry(tx: Tx, id: Id<"aud">, tenantId?: Id<"ten">): Promise<EntryRow | null> {
  const [row] = await tx
    .select({ entry: entries, clientId: tenants.clientId, tenantName: tenants.name })
    .from(entries)
    .leftJoin(tenants, eq(tenants.id, entries.tenantId))
    .where(and(tenantId && eq(entries.tenantId, tenantId), eq(entries.id, id)));
  return row ? { ...row.entry, clientId: row.clientId, tenantName: row.tenantName } : null;
}

/** The entries of one chain after `seq` and up to `last`, oldest first. */
export async function selectChain(tx: Tx, tenantId: Id<"ten">, seq: number, last: number, limit: number) {
  return tx
    .select()
    .from(entries)
    .where(and(eq(entries.tenantId, tenantId), gt(entries.seq, seq), lte(entries.seq, last)))
    .orderBy(asc(entries.seq))
    .limit(limit);
}

export async function findHead(tx: Tx, tenantId: Id<"ten">) {
  const [head] = await tx.select().from(heads).where(eq(heads.tenantId, tenantId));
  return head ?? null;
}

export async function findHash(tx: Tx, tenantId: Id<"ten">, seq: number): Promise<Buffer | null> {
  const [row] = await tx
    .select({ hash: entries.hash })
    .from(entries)
    .where(and(eq(entries.tenantId, tenantId), eq(entries.seq, seq)));
  return row?.hash ?? null;
}

function after(position: CursorPosition | null): SQL | undefined {
  if (!position) return undefined;
  return or(
    lt(entries.at, position.at),
    and(eq(entries.at, position.at), lt(entries.id, position.id as Id<"aud">)),
  );
}

function conditions({ action, q, actor, target, from, to }: Omit<AuditQuestion, "cursor">) {
  return [
    action &&
      or(...action.map((name) => or(eq(entries.action, name), like(entries.action, `${escaped(name)}.%`)))),
    q
      ? or(contains(entries.actorLabel, q), contains(entries.targetLabel, q), eq(entries.targetId, q))
      : undefined,
    actor && or(eq(entries.actorId, actor), contains(entries.actorLabel, actor)),
    target && or(eq(entries.targetId, target), contains(entries.targetLabel, target)),
    from && gte(entries.at, new Date(from)),
    to && lt(entries.at, /T/.test(to) ? new Date(to) : new Date(Date.parse(to) + DAY_MS)),
  ].filter((condition): condition is SQL => typeof condition === "object");
}

const contains = (column: typeof entries.actorLabel | typeof entries.targetLabel, text: string) =>
  ilike(column, `%${escaped(text)}%`);

const escaped = (text: string) => text.replaceAll(/[\\%_]/g, "\\$&");
