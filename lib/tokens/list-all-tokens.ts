import { query } from "#lib/core/operation.ts";
import { cutPage, type Page } from "#lib/core/page.ts";
import { afterCursor, selectTokens } from "./queries.ts";
import { ListTokens } from "./schemas.ts";
import { type TokenView, toTokenView } from "./view.ts";

/** The service tokens of the platform and of all tenants, newest first; for platform staff. */
export const listAllTokens = query({
  name: "token.list_all",
  on: "platform",
  can: "tokens:read",
  input: ListTokens,
  async run({ tx, now }, { cursor, limit }): Promise<Page<TokenView>> {
    const rows = await selectTokens(tx, afterCursor(cursor), limit + 1);
    return cutPage(
      rows,
      limit,
      ({ token }) => ({ at: token.createdAt, id: token.id }),
      (record) => toTokenView(record, now),
    );
  },
});
