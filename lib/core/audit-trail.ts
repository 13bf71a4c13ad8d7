// Appends to a tenant's audit chain, in the transaction of the act itself.
// Each entry's hash covers the one before it, so a row that is changed or taken out is noticed.
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { eq } from "drizzle-orm";
import { auditEntries, auditHeads } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { type Id, newId, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import type { Actor, Principal } from "./principal.ts";
import { publishActs } from "./published-events.ts";

/** What an act did, told by the command that did it. `before` and `after` are views: no hash, no ciphertext, no secret. */
export interface AuditNote {
  target?: { type: string; id: string; label?: string };
  before?: object;
  after?: object;
  /** The chain it belongs to, when a platform operation touched one tenant's things; else the principal's. */
  tenantId?: Id<"ten">;
  /** Who acted, when only the act itself made that known: signing in, accepting an invitation. */
  actor?: Actor;
}

export type AuditRow = typeof auditEntries.$inferSelect;

/** Of a statement, which takes 65,535 values. */
const ROWS_AT_ONCE = 2_000;
const GENESIS = Buffer.alloc(32);

/**
 * Writes the notes of one act, in their order, each at the end of the chain of its or the principal's tenant, else of
 * the platform. Acts that other systems are told of become events with it.
 */
export async function appendAudit(
  tx: Tx,
  principal: Principal,
  action: string,
  now: Date,
  notes: readonly AuditNote[],
): Promise<void> {
  const chainOf = (note: AuditNote) => note.tenantId ?? principal.tenantId ?? PLATFORM_TENANT;
  const chains = [...Map.groupBy(notes, chainOf)];
  // In one order, so that two acts never wait for each other.
  for (const [tenantId, own] of chains.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const head = await lockHead(tx, tenantId);
    const rows: AuditRow[] = [];
    for (const note of own) {
      const row = rowOf(principal, action, now, note, { tenantId, seq: head.seq + rows.length + 1 });
      rows.push({ ...row, hash: hashEntry(rows.at(-1)?.hash ?? head.hash, row) });
    }
    for (let first = 0; first < rows.length; first += ROWS_AT_ONCE)
      await tx.insert(auditEntries).values(rows.slice(first, first + ROWS_AT_ONCE));
    await publishActs(tx, now, rows);
    const { seq, hash } = rows.at(-1)!;
    await tx.update(auditHeads).set({ seq, hash }).where(eq(auditHeads.tenantId, tenantId));
  }
}

function rowOf(
  principal: Principal,
  action: string,
  now: Date,
  note: AuditNote,
  place: { tenantId: Id<"ten">; seq: number },
): Omit<AuditRow, "hash"> {
  const actor = note.actor ?? principal.actor;
  return {
    ...place,
    id: newId("aud"),
    at: now,
    action,
    actorType: actor.type,
    actorId: actor.id,
    actorLabel: actor.label,
    targetType: note.target?.type ?? null,
    targetId: note.target?.id ?? null,
    targetLabel: note.target?.label ?? null,
    before: asJson(note.before),
    after: asJson(note.after),
    ip: principal.ip,
    requestId: principal.requestId,
  };
}

/** SHA-256(0x00 ‖ previous hash ‖ seq as 8 bytes, big endian ‖ the entry as canonical JSON, RFC 8785). */
export function hashEntry(previous: Uint8Array, row: Omit<AuditRow, "hash">): Buffer {
  const seq = Buffer.alloc(8);
  seq.writeBigUInt64BE(BigInt(row.seq));
  const body = canonicalize(JSON.parse(JSON.stringify(row))) ?? "";
  return createHash("sha256").update(Buffer.of(0)).update(previous).update(seq).update(body).digest();
}

async function lockHead(tx: Tx, tenantId: Id<"ten">) {
  await tx.insert(auditHeads).values({ tenantId, seq: 0, hash: GENESIS }).onConflictDoNothing();
  const [head] = await tx.select().from(auditHeads).where(eq(auditHeads.tenantId, tenantId)).for("update");
  if (!head) throw new Error("the audit chain has no head");
  return head;
}

/** The view as jsonb will give it back, so that the hash can be worked out again from what is stored. */
function asJson(view: object | undefined): Record<string, unknown> | null {
  return view === undefined ? null : JSON.parse(JSON.stringify(view));
}
