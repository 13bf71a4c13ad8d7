import { and, eq } from "drizzle-orm";
import { keys } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { cutPage, type Page } from "#lib/core/page.ts";
import { findTenantId } from "#lib/tenants/find-tenant-id.ts";
import { whereKeys } from "./filters.ts";
import { selectKeys } from "./queries.ts";
import { ListAllKeys } from "./schemas.ts";
import { type KeyView, toKeyView } from "./view.ts";

/** Keys of all tenants, or of the one that is named, newest first; for platform staff. */
export const listAllKeys = query({
  name: "key.list_all",
  on: "platform",
  can: "keys:read",
  input: ListAllKeys,
  async run({ tx, now, ...rest }, { tenant, ...filters }): Promise<Page<KeyView>> {
    const tenantId = tenant ? await findTenantId(tx, tenant) : null;
    const where = and(
      tenantId ? eq(keys.tenantId, tenantId) : undefined,
      await whereKeys({ tx, now, ...rest }, filters),
    );
    const rows = await selectKeys(tx, where, filters.limit + 1);
    return cutPage(
      rows,
      filters.limit,
      ({ key }) => ({ at: key.createdAt, id: key.id }),
      (record) => toKeyView(record, now),
    );
  },
});
