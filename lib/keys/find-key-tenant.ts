import { eq } from "drizzle-orm";
import { keys } from "#db/schema/index.ts";
import { notFound } from "#lib/core/errors.ts";
import { query } from "#lib/core/operation.ts";
import { isId } from "#lib/shared/ids.ts";
import { KeyTarget } from "./schemas.ts";

/** Which tenant has a key; for platform staff and tokens, who name a key without its tenant. */
export const findKeyTenant = query({
  name: "key.find_tenant",
  on: "platform",
  can: ["keys:read", "keys:write", "keys:write_own"],
  input: KeyTarget,
  async run({ tx }, { keyId }) {
    if (!isId("key", keyId)) throw notFound("key");
    const [row] = await tx.select({ tenantId: keys.tenantId }).from(keys).where(eq(keys.id, keyId));
    if (!row) throw notFound("key");
    return row;
  },
});
