import { and, eq } from "drizzle-orm";
import { keys } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { cutPage, type Page } from "#lib/core/page.ts";
import { whereKeys } from "./filters.ts";
import { selectKeys } from "./queries.ts";
import { ListKeys } from "./schemas.ts";
import { type KeyView, toKeyView } from "./view.ts";

/** The tenant's keys, newest first. */
export const listKeys = query({
  name: "key.list",
  on: "tenant",
  can: "keys:read",
  input: ListKeys,
  async run({ tx, now, tenantId, ...rest }, filters): Promise<Page<KeyView>> {
    const where = and(eq(keys.tenantId, tenantId), await whereKeys({ tx, now, ...rest }, filters));
    const rows = await selectKeys(tx, where, filters.limit + 1);
    return cutPage(
      rows,
      filters.limit,
      ({ key }) => ({ at: key.createdAt, id: key.id }),
      (record) => toKeyView(record, now),
    );
  },
});
