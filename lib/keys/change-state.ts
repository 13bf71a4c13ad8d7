// The shape that disabling, enabling and ending share: lock, check, change once, note before and after.
import type { keys } from "#db/schema/index.ts";
import type { CommandContext } from "#lib/core/operation.ts";
import { requireMayChange } from "./may-change.ts";
import { lockKey, writeKey } from "./queries.ts";
import { type KeyRecord, type KeyView, toKeyView } from "./view.ts";

type Change = Partial<typeof keys.$inferInsert>;

/** `decide` says what changes, or null when the key is already as it should be; it may throw. */
export async function changeState(
  context: CommandContext,
  keyId: string,
  decide: (record: KeyRecord) => Change | null,
): Promise<KeyView> {
  const { tx, now, tenantId, principal, audit, unchanged } = context;
  const record = await lockKey(tx, tenantId, keyId);
  requireMayChange(principal, record);
  const before = toKeyView(record, now);
  const change = decide(record);
  if (!change) {
    unchanged();
    return before;
  }
  const after = toKeyView(await writeKey(tx, record, { ...change, updatedAt: now }), now);
  audit({ target: { type: "key", id: after.id, label: after.name }, before, after });
  return after;
}
