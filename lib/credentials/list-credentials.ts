import { query } from "#lib/core/operation.ts";
import { cutPage, type Page } from "#lib/core/page.ts";
import { afterCursor, selectCredentials } from "./queries.ts";
import { ListCredentials } from "./schemas.ts";
import { type CredentialView, toCredentialView } from "./view.ts";

/** The tenant's credentials, newest first, without their keys. */
export const listCredentials = query({
  name: "credential.list",
  on: "tenant",
  can: "credentials:read",
  input: ListCredentials,
  async run({ tx, tenantId }, { cursor, limit }): Promise<Page<CredentialView>> {
    const rows = await selectCredentials(tx, tenantId, afterCursor(cursor), limit + 1);
    return cutPage(
      rows,
      limit,
      ({ credential }) => ({ at: credential.createdAt, id: credential.id }),
      toCredentialView,
    );
  },
});
