// One page of the audit trail, for a tenant and for the platform alike.
import type { QueryContext } from "#lib/core/operation.ts";
import { cutPage, decodeCursor, type Page } from "#lib/core/page.ts";
import { type Id, isId } from "#lib/shared/ids.ts";
import { type AuditEntryView, toEntryView } from "./entry-view.ts";
import { selectEntries } from "./queries.ts";
import type { AuditQuestion } from "./schemas.ts";

export async function readEntries(
  { tx }: QueryContext,
  tenantIds: Id<"ten">[] | undefined,
  { cursor, limit, ...filter }: AuditQuestion,
): Promise<Page<AuditEntryView>> {
  const position = decodeCursor(cursor, (text) => isId("aud", text));
  const rows = await selectEntries(tx, tenantIds, { ...filter, limit: limit + 1 }, position);
  return cutPage(rows, limit, ({ at, id }) => ({ at, id }), toEntryView);
}
