import { query } from "#lib/core/operation.ts";
import { readKey } from "./queries.ts";
import { KeyTarget } from "./schemas.ts";
import { toKeyView } from "./view.ts";

/** One key of the tenant. */
export const getKey = query({
  name: "key.get",
  on: "tenant",
  can: "keys:read",
  input: KeyTarget,
  run: async ({ tx, now, tenantId }, { keyId }) => toKeyView(await readKey(tx, tenantId, keyId), now),
});
