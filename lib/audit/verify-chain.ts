// Works every hash of a chain out again from what is stored. A changed, missing or added entry breaks it.
import type { Tx } from "#db/tenant.ts";
import { type AuditRow, hashEntry } from "#lib/core/audit-trail.ts";
import type { Id } from "#lib/shared/ids.ts";
import { findHash, findHead, selectChain } from "./queries.ts";

export interface ChainView {
  ok: boolean;
  /** The first entry that does not fit; null when all do. */
  brokenSeq: number | null;
  /** Entries that were looked at. */
  checked: number;
  /** Entries that the chain has. */
  length: number;
  /** Hex of the last hash: to be kept elsewhere, as a proof of what the trail was. */
  head: string | null;
  asOf: string;
}

const BATCH = 1_000;
const GENESIS = Buffer.alloc(32);

/** Looks at the whole chain, or at its last `last` entries. What is appended meanwhile is left for the next time. */
export async function verifyChain(tx: Tx, tenantId: Id<"ten">, now: Date, last?: number): Promise<ChainView> {
  const head = await findHead(tx, tenantId);
  const length = head?.seq ?? 0;
  const start = last === undefined ? 0 : Math.max(0, length - last);
  const before = start === 0 ? GENESIS : await findHash(tx, tenantId, start);
  const view = { length, head: head ? head.hash.toString("hex") : null, asOf: now.toISOString() };
  if (!before) return { ...view, ok: false, brokenSeq: start, checked: 0 };

  let at: Link = { seq: start, hash: before };
  for (;;) {
    const batch = await selectChain(tx, tenantId, at.seq, length, BATCH);
    for (const row of batch) {
      if (!follows(at, row)) return { ...view, ok: false, brokenSeq: at.seq + 1, checked: at.seq - start };
      at = row;
    }
    if (batch.length < BATCH) break;
  }
  const ends = at.seq === length && (!head || head.hash.equals(at.hash));
  return { ...view, ok: ends, brokenSeq: ends ? null : at.seq + 1, checked: at.seq - start };
}

interface Link {
  seq: number;
  hash: Buffer;
}

function follows(previous: Link, { hash, ...row }: AuditRow): boolean {
  return row.seq === previous.seq + 1 && hashEntry(previous.hash, row).equals(hash);
}
