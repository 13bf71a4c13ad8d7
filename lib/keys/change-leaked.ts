// What is done to a key that the world can read.
import type { Tx } from "#db/tenant.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { LeakAction, LeakPolicy } from "#lib/shared/leaks.ts";
import { lockKey, writeKey } from "./queries.ts";
import { type KeyView, toKeyView } from "./view.ts";

interface Leaked {
  tenantId: Id<"ten">;
  keyId: Id<"key">;
  /** For the reason of a revocation. */
  source: string;
}

/** As the policy says; a key that is good no more stays as it is. */
export async function changeLeaked(
  tx: Tx,
  now: Date,
  { tenantId, keyId, source }: Leaked,
  policy: LeakPolicy,
): Promise<{ before: KeyView; after: KeyView; action: LeakAction }> {
  const record = await lockKey(tx, tenantId, keyId);
  const before = toKeyView(record, now);
  const { revokedAt, disabledAt } = record.key;
  if (policy === "revoke" && !revokedAt) {
    const change = { revokedAt: now, revokedReason: `Found in public${source ? ` (${source})` : ""}` };
    const after = toKeyView(await writeKey(tx, record, { ...change, updatedAt: now }), now);
    return { before, after, action: "revoked" };
  }
  if (policy === "disable" && !revokedAt && !disabledAt) {
    const after = toKeyView(await writeKey(tx, record, { disabledAt: now, updatedAt: now }), now);
    return { before, after, action: "disabled" };
  }
  return { before, after: before, action: "none" };
}
