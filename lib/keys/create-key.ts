// Issues a key. Its secret is in this answer and never again anywhere.
import { keys, secrets } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { expandScopes } from "#lib/plans/expand-scopes.ts";
import { planOf } from "#lib/plans/plan-of.ts";
import { newId } from "#lib/shared/ids.ts";
import { expiryOfNew } from "./expiry.ts";
import { MAY_WRITE_KEYS, makerOf } from "./may-change.ts";
import { acceptSecret, makeSecret } from "./new-secret.ts";
import { readKey } from "./queries.ts";
import { CreateKey } from "./schemas.ts";
import { type KeyWithSecret, toKeyView } from "./view.ts";

export const createKey = command({
  name: "key.create",
  on: "tenant",
  can: MAY_WRITE_KEYS,
  input: CreateKey,
  async run({ tx, now, tenantId, principal, audit, ...setting }, input): Promise<KeyWithSecret> {
    const { secret: chosen, expiresInDays, expiresAt, ...wished } = input;
    const { plan } = await planOf(tx, tenantId);
    const expiry = expiryOfNew({ expiresInDays, expiresAt }, plan, now);
    const scopes = input.scopes ? await expandScopes(tx, input.scopes) : null;
    const { secret, stored } =
      chosen === undefined
        ? makeSecret({ tx, ...setting }, input.environment)
        : await acceptSecret({ tx, ...setting }, input.environment, chosen);

    const id = newId("key");
    await tx.insert(keys).values({
      ...wished,
      tenantId,
      id,
      scopes,
      expiresAt: expiry,
      createdAt: now,
      createdBy: makerOf(principal),
      createdByLabel: principal.actor.label,
      updatedAt: now,
    });
    await tx.insert(secrets).values({ ...stored, tenantId, id: newId("sec"), keyId: id, createdAt: now });

    const view = toKeyView(await readKey(tx, tenantId, id), now);
    audit({ target: { type: "key", id, label: view.name }, after: view });
    return { ...view, secret };
  },
});
