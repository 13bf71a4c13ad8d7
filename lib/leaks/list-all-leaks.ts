import { and, eq } from "drizzle-orm";
import { leaks } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { cutPage, type Page } from "#lib/core/page.ts";
import type { Id } from "#lib/shared/ids.ts";
import { afterLeak, selectLeaks } from "./queries.ts";
import { ListLeaks } from "./schemas.ts";
import { type LeakView, toLeakView } from "./view.ts";

/** Keys of all tenants that were found in public, the latest report first. */
export const listAllLeaks = query({
  name: "leak.list_all",
  on: "platform",
  can: "keys:read",
  input: ListLeaks,
  async run({ tx }, { keyId, cursor, limit }): Promise<Page<LeakView>> {
    const ofKey = keyId ? eq(leaks.keyId, keyId as Id<"key">) : undefined;
    const rows = await selectLeaks(tx, and(ofKey, afterLeak(cursor)), limit + 1);
    return cutPage(rows, limit, ({ leak }) => ({ at: leak.lastAt, id: leak.id }), toLeakView);
  },
});
