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
  async run({ now, tenantId, ...setting }, { key }) {
    const found = await recognise(setting, key);
    if (!found || found.tenantId !== tenantId) throw notFound("key");
    return toKeyView(await readKey(setting.tx, tenantId, found.keyId), now);
  },
});
