import { and, eq } from "drizzle-orm";
import { leaks } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { cutPage, type Page } from "#lib/core/page.ts";
import type { Id } from "#lib/shared/ids.ts";
import { afterLeak, selectLeaks } from "./queries.ts";
import { ListLeaks } from "./schemas.ts";
import { type LeakView, toLeakView } from "./view.ts";

/** The tenant's keys that were found in public, the latest report first. */
export const listLeaks = query({
  name: "leak.list",
  on: "tenant",
  can: "keys:read",
  input: ListLeaks,
  async run({ tx, tenantId }, { keyId, cursor, limit }): Promise<Page<LeakView>> {
    const ofKey = keyId ? eq(leaks.keyId, keyId as Id<"key">) : undefined;
    const rows = await selectLeaks(
      tx,
      and(eq(leaks.tenantId, tenantId), ofKey, afterLeak(cursor)),
      limit + 1,
    );
    return cutPage(rows, limit, ({ leak }) => ({ at: leak.lastAt, id: leak.id }), toLeakView);
  },
});
