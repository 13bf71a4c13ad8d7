// Changes what a key may do and how it is called. What is left out stays; null in scopes, limits or perRequest
// goes back to what the plan says.
import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import type { keys } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { command } from "#lib/core/operation.ts";
import { expandScopes } from "#lib/plans/expand-scopes.ts";
import { type PlanRow, planOf } from "#lib/plans/plan-of.ts";
import { changedExpiry } from "./expiry.ts";
import { MAY_WRITE_KEYS, requireMayChange, requireNotRevoked } from "./may-change.ts";
import { lockKey, writeKey } from "./queries.ts";
import { UpdateKey } from "./schemas.ts";
import { type KeyRow, toKeyView } from "./view.ts";

export const updateKey = command({
  name: "key.update",
  on: "tenant",
  can: MAY_WRITE_KEYS,
  input: UpdateKey,
  async run({ tx, now, tenantId, principal, audit, unchanged }, { keyId, ...wished }) {
    const record = await lockKey(tx, tenantId, keyId);
    requireMayChange(principal, record);
    requireNotRevoked(record);
    const before = toKeyView(record, now);
    const { plan } = await planOf(tx, tenantId);
    const change = differing(record.key, await changeOf(tx, wished, plan, now));
    if (!change) {
      unchanged();
      return before;
    }
    const after = toKeyView(await writeKey(tx, record, { ...change, updatedAt: now }), now);
    audit({ target: { type: "key", id: after.id, label: after.name }, before, after });
    return after;
  },
});

type Wish = Omit<z.output<typeof UpdateKey>, "keyId">;
type Change = Partial<typeof keys.$inferInsert>;

async function changeOf(tx: Tx, wish: Wish, plan: PlanRow, now: Date): Promise<Change> {
  const { expiresInDays, expiresAt, scopes, ...plain } = wish;
  return {
    ...plain,
    scopes: scopes ? await expandScopes(tx, scopes) : scopes,
    expiresAt: changedExpiry({ expiresInDays, expiresAt }, plan, now),
  };
}

/** The fields that were named and differ from what is stored, or null when there are none. */
function differing(row: KeyRow, change: Change): Change | null {
  const fields = Object.entries(change).filter(
    ([name, value]) => value !== undefined && !isDeepStrictEqual(value, row[name as keyof KeyRow]),
  );
  return fields.length > 0 ? Object.fromEntries(fields) : null;
}
