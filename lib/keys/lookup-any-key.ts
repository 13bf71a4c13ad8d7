import { notFound } from "#lib/core/errors.ts";
import { query } from "#lib/core/operation.ts";
import { readKey } from "./queries.ts";
import { recognise } from "./recognise.ts";
import { LookupKey } from "./schemas.ts";
import { toKeyView } from "./view.ts";

/** The key of whichever tenant to which a pasted secret belongs; for platform staff. */
export const lookupAnyKey = query({
  name: "key.lookup_any",
  on: "platform",
  can: "keys:read",
  input: LookupKey,
  async run({ now, ...setting }, { key }) {
    const found = await recognise(setting, key);
    if (!found) throw notFound("key");
    return toKeyView(await readKey(setting.tx, found.tenantId, found.keyId), now);
  },
});
