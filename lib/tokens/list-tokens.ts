import { and } from "drizzle-orm";
import { query } from "#lib/core/operation.ts";
import { cutPage, type Page } from "#lib/core/page.ts";
import { afterCursor, belongsTo, selectTokens } from "./queries.ts";
import { ListTokens } from "./schemas.ts";
import { type TokenView, toTokenView } from "./view.ts";

/** The tenant's service tokens, newest first. */
export const listTokens = query({
  name: "token.list",
  on: "tenant",
  can: "tokens:read",
  input: ListTokens,
  async run({ tx, now, tenantId }, { cursor, limit }): Promise<Page<TokenView>> {
    const rows = await selectTokens(tx, and(belongsTo(tenantId), afterCursor(cursor)), limit + 1);
    return cutPage(
      rows,
      limit,
      ({ token }) => ({ at: token.createdAt, id: token.id }),
      (record) => toTokenView(record, now),
    );
  },
});
