import { notFound } from "#lib/core/errors.ts";
import { query } from "#lib/core/operation.ts";
import { readKey } from "./queries.ts";
import { recognise } from "./recognise.ts";
import { LookupKey } from "./schemas.ts";
import { toKeyView } from "./view.ts";

/** The key of the tenant to which a pasted secret belongs. Another tenant's secret is not found. */
export const lookupKey = query({
  name: "key.lookup",
  on: "tenant",
  can: "keys:read",
  input: LookupKey,
  async run({ tx, now, tenantId, peppers }, { key }) {
    const found = await recognise(tx, peppers, key);
    if (!found || found.tenantId !== tenantId) throw notFound("key");
    return toKeyView(await readKey(tx, tenantId, found.keyId), now);
  },
});
