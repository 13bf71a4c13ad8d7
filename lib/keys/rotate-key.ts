// Gives a key a new secret; the id, limits and history stay, and the old secret works on for the overlap.
// A key has at most two secrets that work. A rotation during a rotation is a conflict, for it would cut off callers
// who still hold the oldest; with no overlap at all it is carried out, and ends both.
import { secrets } from "#db/schema/index.ts";
import { SECOND_MS } from "#lib/core/clock.ts";
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { newId } from "#lib/shared/ids.ts";
import { MAY_WRITE_KEYS, requireMayChange, requireNotRevoked } from "./may-change.ts";
import { makeSecret } from "./new-secret.ts";
import { lockKey, readKey, writeKey, writeSecret } from "./queries.ts";
import { liveSecrets } from "./rotation.ts";
import { RotateKey } from "./schemas.ts";
import { type KeyWithSecret, toKeyView } from "./view.ts";

export const rotateKey = command({
  name: "key.rotate",
  on: "tenant",
  can: MAY_WRITE_KEYS,
  input: RotateKey,
  async run(context, { keyId, graceSeconds }): Promise<KeyWithSecret> {
    const { tx, now, tenantId, principal, audit, ...setting } = context;
    const record = await lockKey(tx, tenantId, keyId);
    requireMayChange(principal, record);
    requireNotRevoked(record);
    const live = liveSecrets(record, now);
    if (live.length > 1 && graceSeconds > 0)
      throw new DomainError(
        "conflict",
        "This key is being rotated already. Finish that rotation first, or rotate with graceSeconds 0 to end both old secrets.",
      );
    const end = new Date(now.getTime() + graceSeconds * SECOND_MS);
    for (const old of live) await writeSecret(tx, record, old.id, { expiresAt: end });
    const { secret, stored } = makeSecret({ tx, ...setting }, record.key.environment);
    await tx
      .insert(secrets)
      .values({ ...stored, tenantId, id: newId("sec"), keyId: record.key.id, createdAt: now });
    await writeKey(tx, record, { updatedAt: now });

    const before = toKeyView(record, now);
    const after = toKeyView(await readKey(tx, tenantId, keyId), now);
    audit({ target: { type: "key", id: after.id, label: after.name }, before, after });
    return { ...after, secret };
  },
});
