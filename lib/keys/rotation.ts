// The two secrets of a key while a rotation overlaps.
import type { CommandContext } from "#lib/core/operation.ts";
import { requireMayChange, requireNotRevoked } from "./may-change.ts";
import { lockKey, readKey, writeKey, writeSecret } from "./queries.ts";
import { type KeyRecord, type KeyView, type SecretRow, toKeyView } from "./view.ts";

/** The secrets that still work at `now`. */
export function liveSecrets({ secrets }: KeyRecord, now: Date): SecretRow[] {
  return secrets.filter(({ expiresAt }) => !expiresAt || expiresAt > now);
}

/** Moves the end of the old secret to `end`. `idle` says what to do when no rotation is under way; it may throw. */
export async function moveOverlapEnd(
  context: CommandContext,
  keyId: string,
  end: Date,
  idle: () => void,
): Promise<KeyView> {
  const { tx, now, tenantId, principal, audit, unchanged } = context;
  const record = await lockKey(tx, tenantId, keyId);
  requireMayChange(principal, record);
  requireNotRevoked(record);
  const before = toKeyView(record, now);
  const leaving = liveSecrets(record, now).filter(({ expiresAt }) => expiresAt);
  if (leaving.length === 0) {
    idle();
    unchanged();
    return before;
  }
  for (const old of leaving) await writeSecret(tx, record, old.id, { expiresAt: end });
  await writeKey(tx, record, { updatedAt: now });
  const after = toKeyView(await readKey(tx, tenantId, keyId), now);
  audit({ target: { type: "key", id: after.id, label: after.name }, before, after });
  return after;
}
